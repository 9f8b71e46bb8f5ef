/// How the state is kept on a network file system: with a rollback journal instead of WAL, whose
/// shared memory ends at the host, and with every directory change synced.
package struct SafeMode: Sendable, Hashable, CustomStringConvertible {
  /// As in `NFS`.
  package let fileSystem: String

  /// For `kilim doctor`.
  package var description: String {
    "\(fileSystem): rollback journal and full syncs instead of WAL; slower, and safe only while "
      + "the server's file locks work"
  }
}
