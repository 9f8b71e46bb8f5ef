import Glibc

/// Keeps a bundle inside its directory.
enum BundleInspection {
  /// Refuses names that would lead out; `listing` has one a line.
  static func inspectNames(_ listing: String, of archive: String) throws(TransferError) {
    for name in listing.split(separator: "\n") {
      guard name.utf8.first != UInt8(ascii: "/"), !Paths.steps(of: name).contains("..") else {
        throw refusal(archive, "it holds \(name), which would land outside of its directory")
      }
    }
  }

  /// Looks at what was unpacked: refuses links that lead out and special files, and takes the
  /// set-user-id bits away.
  static func inspect(_ root: String, of archive: String) throws(TransferError) {
    guard let real = LocalFiles.resolved(root) else {
      throw .system("could not read \(root)", errno)
    }
    try inspect(real, below: "", of: archive)
  }

  private static func inspect(
    _ root: String, below: String, of archive: String
  ) throws(TransferError) {
    for name in try DirectoryListing.names(in: Paths.join(root, below)) {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      let full = Paths.join(root, path)
      guard let status = FileStatus.ofLink(full) else {
        throw .system("could not read \(full)", errno)
      }
      switch status.kind {
      case .file: chmod(full, status.permissions | 0o600)
      case .directory:
        chmod(full, status.permissions | 0o700)
        try inspect(root, below: path, of: archive)
      case .link:
        guard staysInside(path, root) else {
          throw refusal(archive, "its link \(path) leads out of its directory")
        }
      case .special: throw refusal(archive, "\(path) is a pipe, a socket or a device")
      }
    }
  }

  /// Where a link really leads when its end is there, else what its text says.
  private static func staysInside(_ path: String, _ root: String) -> Bool {
    let full = Paths.join(root, path)
    guard let text = ArchiveListing.linkText(full), text.utf8.first != UInt8(ascii: "/") else {
      return false
    }
    if let real = LocalFiles.resolved(full) { return Paths.isInside(real, root) }
    var depth = Paths.steps(of: path).count - 1
    for step in Paths.steps(of: text) where step != "." {
      depth += step == ".." ? -1 : 1
      if depth < 0 { return false }
    }
    return true
  }

  private static func refusal(_ archive: String, _ why: String) -> TransferError {
    TransferError("the bundle \(archive) is refused: \(why)", isTemporary: false)
  }
}
