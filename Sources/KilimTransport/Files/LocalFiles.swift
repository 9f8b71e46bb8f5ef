import Glibc

/// Files on this host, by absolute paths.
///
/// Whatever is published is built under a temporary name beside its target and then renamed:
/// nobody ever sees half of it. A try that crashed leaves its temporary name, and the next try
/// removes it.
package enum LocalFiles {
  /// Makes a directory and those above it; one that is there already is fine and keeps its mode.
  ///
  /// - Parameter mode: permission bits of new directories, before the umask.
  package static func createDirectories(_ path: String, mode: UInt16) throws(TransferError) {
    let path = Paths.trimmed(path)
    if mkdir(path, mode_t(mode)) == 0 { return }
    switch errno {
    case EEXIST: break
    case ENOENT where path != "/":
      try createDirectories(Paths.parent(path), mode: mode)
      guard mkdir(path, mode_t(mode)) != 0, errno != EEXIST else { break }
      throw .system("could not make the directory \(path)", errno)
    default: throw .system("could not make the directory \(path)", errno)
    }
    guard FileStatus.of(path)?.kind == .directory else {
      throw TransferError(
        "\(path) is not a directory, and one is needed there; move it away", isTemporary: false)
    }
  }

  /// Removes a file, a link or a directory with all that is in it; nothing there is fine. Links
  /// are removed, never followed.
  package static func remove(tree path: String) throws(TransferError) {
    guard let status = FileStatus.ofLink(path) else { return }
    guard status.kind == .directory else {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw .system("could not remove \(path)", errno)
      }
      return
    }
    // A job may have taken its own rights away, and then it cannot be emptied.
    if status.permissions & 0o700 != 0o700 { chmod(path, 0o700) }
    for name in try DirectoryListing.names(in: path) { try remove(tree: Paths.join(path, name)) }
    guard rmdir(path) == 0 || errno == ENOENT else {
      throw .system("could not remove the directory \(path)", errno)
    }
  }

  package static func rename(_ source: String, to target: String) throws(TransferError) {
    guard Glibc.rename(source, target) == 0 else {
      throw .system("could not publish \(target)", errno)
    }
  }
}
