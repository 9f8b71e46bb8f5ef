import Glibc

/// Something to be sent as part of a tar archive.
package struct TarEntry: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// A file of this host, by its absolute path.
    case file(String)
    case bytes([UInt8])
    case directory
    case link(text: String)
  }
  /// Relative, without `..`.
  package var path: String
  package var content: Content
  /// Permission bits; nil for those of the file.
  package var mode: UInt16?

  package init(_ path: String, _ content: Content, mode: UInt16? = nil) {
    self.path = path
    self.content = content
    self.mode = mode
  }
}

extension TarEntry {
  private static let depthLimit = 200

  /// A file, or a directory with all that is in it, as it becomes `path` in an archive.
  ///
  /// - Parameter followsLinks: as `LocalFiles.copy` does; otherwise links stay links.
  package static func tree(
    _ source: String, as path: String, followsLinks: Bool
  ) throws(TransferError) -> [TarEntry] {
    var entries: [TarEntry] = []
    try collect(source, path, followsLinks, above: [], into: &entries)
    return entries
  }

  private static func collect(
    _ source: String, _ path: String, _ followsLinks: Bool, above: [FileStatus.Identity],
    into entries: inout [TarEntry]
  ) throws(TransferError) {
    guard let status = followsLinks ? FileStatus.of(source) : FileStatus.ofLink(source) else {
      throw .system("could not read \(source)", errno)
    }
    switch status.kind {
    case .file: entries.append(TarEntry(path, .file(source)))
    case .link:
      entries.append(TarEntry(path, .link(text: ArchiveListing.linkText(source) ?? "")))
    case .directory:
      guard !above.contains(status.identity), above.count < depthLimit else {
        throw TransferError(
          "could not send \(source): a link leads to a directory above itself, or there are more "
            + "than \(depthLimit) directories below one another", isTemporary: false)
      }
      entries.append(TarEntry(path, .directory, mode: UInt16(status.permissions | 0o700)))
      for name in try DirectoryListing.names(in: source).sorted() {
        try collect(
          Paths.join(source, name), path == "." ? name : "\(path)/\(name)", followsLinks,
          above: above + [status.identity], into: &entries)
      }
    case .special:
      throw TransferError(
        "could not send \(source): it is a pipe, a socket or a device; only files and directories "
          + "can be sent", isTemporary: false)
    }
  }
}
