/// What is known of the file system that a directory is on.
package struct FileSystemFacts: Sendable, Hashable {
  /// `f_type` of statfs(2).
  package var magic: UInt64
  /// As mounted, `nfs4` or `fuse.sshfs`; nil when it is not known.
  package var type: String?
  /// Of the mount, as in `local_lock=none`.
  package var options: [String]

  package init(magic: UInt64, type: String? = nil, options: [String] = []) {
    self.magic = magic
    self.type = type
    self.options = options
  }
}

package protocol FileSystemProbe: Sendable {
  /// Nil when it cannot be found out.
  func facts(of directory: String) -> FileSystemFacts?
}
