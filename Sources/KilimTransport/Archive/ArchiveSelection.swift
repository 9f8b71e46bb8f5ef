/// What of an output directory is archived, and as what.
struct ArchiveSelection {
  private(set) var entries: [ArchiveEntry]

  /// - Parameter reserved: names at the top that launch files take.
  init(_ listed: [ArchiveEntry], filter: ArchiveFilter, reserved: Set<String>) {
    entries = listed.filter { !reserved.contains($0.path) && filter.selects($0.path) }
    let known = Self.known(entries)
    entries = entries.map { Self.settled($0, known) }
  }

  /// All selected paths and the directories above them.
  private static func known(_ entries: [ArchiveEntry]) -> Set<String> {
    var known: Set<String> = [""]
    for entry in entries {
      var path = entry.path
      while known.insert(path).inserted, let slash = path.lastIndex(of: "/") {
        path = String(path[..<slash])
      }
    }
    return known
  }

  /// A link into the output directory would lead to nothing when its end is filtered out.
  private static func settled(_ entry: ArchiveEntry, _ known: Set<String>) -> ArchiveEntry {
    guard case .innerLink(let text, let inside, let real) = entry.content else { return entry }
    var entry = entry
    if known.contains(inside) {
      entry.content = .link(text: text)
    } else if FileStatus.of(real)?.kind == .file {
      entry.content = .file
    } else {
      entry.content = .link(text: real)
    }
    return entry
  }
}
