import Glibc

/// One copy under way.
struct TreeCopy {
  private(set) var report = CopyReport()

  private static let linkLimit = 20
  private static let depthLimit = 200

  /// Where in the source tree the copy is.
  struct Place {
    /// The directories above, to find cycles.
    fileprivate var above: [FileStatus.Identity] = []
    /// How many of them were reached through a link.
    fileprivate var links = 0
    init() {}
  }

  /// Copies a file or a tree to a temporary name, then renames it; takes back what failed.
  mutating func publish(
    from source: String, to target: String, _ place: Place, _ cancelled: () -> Bool
  ) throws(TransferError) {
    let partial = Paths.partial(for: target)
    try LocalFiles.remove(tree: partial)
    do {
      try copyEntry(from: source, to: partial, place, cancelled)
      try LocalFiles.rename(partial, to: target)
    } catch {
      try? LocalFiles.remove(tree: partial)
      throw error
    }
  }

  /// Copies what is in a directory into one that is there.
  mutating func merge(
    from source: String, into target: String, _ place: Place, _ cancelled: () -> Bool
  ) throws(TransferError) {
    let place = try entering(source, place)
    for name in try DirectoryListing.names(in: source) {
      let (from, to) = (Paths.join(source, name), Paths.join(target, name))
      let isDirectory = FileStatus.of(from)?.kind == .directory
      switch (isDirectory, FileStatus.of(to)?.kind) {
      case (true, .directory?): try merge(from: from, into: to, place, cancelled)
      case (true, nil), (false, nil), (false, .file?), (false, .special?), (false, .link?):
        try publish(from: from, to: to, place, cancelled)
      case (true, _):
        throw TransferError(
          "could not copy the directory \(from) to \(to): a file is there", isTemporary: false)
      case (false, .directory?):
        throw TransferError(
          "could not copy the file \(from) to \(to): a directory is there", isTemporary: false)
      }
    }
  }

  private mutating func copyEntry(
    from source: String, to target: String, _ place: Place, _ cancelled: () -> Bool
  ) throws(TransferError) {
    if cancelled() { throw .cancelled }
    // Without O_NONBLOCK, a pipe would keep this thread until somebody writes into it.
    let file = try attempt("could not read \(source)") { () throws(SystemCode) in
      try OpenFile(source, O_RDONLY | O_NONBLOCK)
    }
    let status = try attempt("could not read \(source)") { () throws(SystemCode) in
      try file.status()
    }
    switch status.kind {
    case .file:
      report.bytes += try FileCopy.copy(file, status, source, to: target, cancelled)
      report.files += 1
    case .directory: try copyDirectory(from: source, status, to: target, place, cancelled)
    case .link, .special:
      throw TransferError(
        "could not copy \(source): it is a pipe, a socket or a device; only files and directories "
          + "can be copied", isTemporary: false)
    }
  }

  private mutating func copyDirectory(
    from source: String, _ status: FileStatus, to target: String, _ place: Place,
    _ cancelled: () -> Bool
  ) throws(TransferError) {
    let place = try entering(source, place)
    guard mkdir(target, 0o700) == 0 else {
      throw .system("could not make the directory \(target)", errno)
    }
    for name in try DirectoryListing.names(in: source) {
      try copyEntry(
        from: Paths.join(source, name), to: Paths.join(target, name), place, cancelled)
    }
    // Last, because a directory without the right to write could not be filled.
    chmod(target, status.permissions | 0o700)
  }

  private func entering(_ directory: String, _ place: Place) throws(TransferError) -> Place {
    guard let status = FileStatus.of(directory), let link = FileStatus.ofLink(directory) else {
      throw .system("could not read the directory \(directory)", errno)
    }
    guard !place.above.contains(status.identity) else {
      throw TransferError(
        "could not copy \(directory): this link leads to a directory above itself",
        isTemporary: false)
    }
    var place = place
    if link.kind == .link { place.links += 1 }
    place.above.append(status.identity)
    guard place.links <= Self.linkLimit, place.above.count <= Self.depthLimit else {
      throw TransferError(
        "could not copy \(directory): more than \(Self.linkLimit) links to directories or "
          + "\(Self.depthLimit) directories below one another", isTemporary: false)
    }
    return place
  }
}
