import Glibc

extension LocalFiles {
  /// Copies a file, or a directory with all that is in it.
  ///
  /// Symbolic links are followed, also inside a tree; a link that leads to a directory above
  /// itself, and more than 20 links to directories below one another, are errors. Permission bits
  /// are kept. Pipes, sockets and devices are errors.
  ///
  /// A target that is not there appears at once, with everything in it. A directory that is there
  /// keeps what it has, and each file of the source appears at once in it, or replaces its
  /// namesake.
  ///
  /// - Parameter cancelled: asked before each file and every 16 MB; true ends the copy with an
  ///   error and takes back what is not published.
  package static func copy(
    from source: String, to target: String, cancelled: () -> Bool
  ) throws(TransferError) -> CopyReport {
    let target = Paths.trimmed(target)
    guard let status = FileStatus.of(source) else {
      throw .system("could not copy \(source)", errno)
    }
    try createDirectories(Paths.parent(target), mode: 0o777)
    var copy = TreeCopy()
    switch (status.kind, FileStatus.of(target)?.kind) {
    case (.directory, nil):
      try refuseNesting(source, target)
      try copy.publish(from: source, to: target, .init(), cancelled)
    case (.directory, .directory?):
      try refuseNesting(source, target)
      try copy.merge(from: source, into: target, .init(), cancelled)
    case (.file, .directory?):
      throw TransferError(
        "could not copy the file \(source) to \(target): there is a directory", isTemporary: false)
    case (.directory, _):
      throw TransferError(
        "could not copy the directory \(source) to \(target): there is a file", isTemporary: false)
    default: try copy.publish(from: source, to: target, .init(), cancelled)
    }
    return copy.report
  }

  /// A directory copied into itself would never end.
  private static func refuseNesting(_ source: String, _ target: String) throws(TransferError) {
    guard let from = resolved(source), let above = resolved(Paths.parent(target)) else { return }
    guard Paths.isInside(Paths.join(above, Paths.name(target)), from) else { return }
    throw TransferError(
      "could not copy the directory \(source) into itself (\(target))", isTemporary: false)
  }

  /// The path without links and `..`; nil when it does not exist.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }
}
