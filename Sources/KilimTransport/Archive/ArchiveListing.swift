import Glibc

/// Finds what is in an output directory.
///
/// Links are never descended into. A link to a directory outside stays a link, made absolute:
/// what the run did not produce is not copied by the terabyte. A link to nothing stays as it is.
struct ArchiveListing {
  private(set) var entries: [ArchiveEntry] = []
  /// Pipes, sockets, devices.
  private(set) var skipped: [String] = []
  private let root: String
  /// Only links and an archive below the outputs need it, and most runs have neither.
  private lazy var realRoot = LocalFiles.resolved(root) ?? root
  /// The archive itself, when it lies below the output directory.
  private let archive: String?

  private static let depthLimit = 500

  /// - Parameter archive: nil when the outputs stay where they are.
  init(output: String, archive: String?) throws(TransferError) {
    guard FileStatus.of(output)?.kind == .directory else {
      throw TransferError(
        "the output directory \(output) is gone; nothing can be archived", isTemporary: false)
    }
    root = output
    self.archive = archive.flatMap { LocalFiles.resolved($0) }
    try collect(below: "", depth: 0)
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private mutating func collect(below: String, depth: Int) throws(TransferError) {
    guard depth < Self.depthLimit else {
      throw TransferError(
        "\(root)/\(below) has more than \(Self.depthLimit) directories above it",
        isTemporary: false)
    }
    let names = try DirectoryListing.names(in: Paths.join(root, below))
    if names.isEmpty, !below.isEmpty {
      entries.append(ArchiveEntry(path: below, content: .emptyDirectory))
    }
    for name in names where !name.hasPrefix(Archiver.temporaryPrefix) {
      try add(below.isEmpty ? name : "\(below)/\(name)", depth: depth)
    }
  }

  private mutating func add(_ path: String, depth: Int) throws(TransferError) {
    let full = Paths.join(root, path)
    guard let status = FileStatus.ofLink(full) else {
      throw .system("could not read \(full)", errno)
    }
    switch status.kind {
    case .file: entries.append(ArchiveEntry(path: path, content: .file))
    case .special: skipped.append(path)
    case .link: addLink(path, full)
    case .directory:
      if let archive, Paths.join(realRoot, path) == archive { return }
      try collect(below: path, depth: depth + 1)
    }
  }

  private mutating func addLink(_ path: String, _ full: String) {
    guard let real = LocalFiles.resolved(full), let status = FileStatus.of(real) else {
      let text = Self.linkText(full) ?? ""
      return entries.append(ArchiveEntry(path: path, content: .link(text: text)))
    }
    if Paths.isInside(real, realRoot) {
      let inside = String(real.dropFirst(realRoot.count + 1))
      let text = Self.relative(from: path, to: inside)
      let content = ArchiveEntry.Content.innerLink(text: text, inside: inside, real: real)
      return entries.append(ArchiveEntry(path: path, content: content))
    }
    switch status.kind {
    case .file: entries.append(ArchiveEntry(path: path, content: .file))
    case .directory: entries.append(ArchiveEntry(path: path, content: .link(text: real)))
    case .link, .special: skipped.append(path)
    }
  }

  static func linkText(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &buffer, buffer.count - 1)
    return count < 0 ? nil : String(validatingCString: Array(buffer[..<count]) + [0])
  }

  /// The text of a link at `path` that leads to `target`, both relative to the same directory.
  private static func relative(from path: String, to target: String) -> String {
    let steps = path.split(separator: "/").dropLast().map { _ in ".." }
    let text = (steps + target.split(separator: "/").map(String.init)).joined(separator: "/")
    return text.isEmpty ? "." : text
  }
}
