import Glibc
import KilimModel
package import KilimTransport

/// Finds a place for the sockets of shared connections.
package enum SocketDirectory {
  /// ssh(1) puts 17 bytes behind the name while it makes a socket, whose path has at most 107.
  private static let longest = 107 - 17 - 13

  /// `ssh` in the state directory; where that path is too long for a socket, a directory of this
  /// user's own in `/tmp`.
  package static func make(in state: String) throws(TransferError) -> String {
    let first = state + "/ssh"
    if first.utf8.count <= longest {
      try LocalFiles.createDirectories(first, mode: 0o700)
      return first
    }
    let path = "/tmp/kilim-\(geteuid())-\(Digest.of(state).hex.prefix(12))"
    try LocalFiles.createDirectories(path, mode: 0o700)
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid(), status.st_mode & 0o077 == 0
    else {
      throw TransferError(
        "\(path) is not a private directory of yours; remove it, it is wanted for the connections "
          + "to SSH hosts", isTemporary: false)
    }
    return path
  }
}
