package import KilimModel

/// What a copy or a download brought.
package struct CopyReport: Sendable, Hashable {
  package var files = 0
  package var bytes: Int64 = 0
  /// SHA-256 of a downloaded file; nil for copies, which are not read.
  package var digest: Digest?

  package init(files: Int = 0, bytes: Int64 = 0, digest: Digest? = nil) {
    self.files = files
    self.bytes = bytes
    self.digest = digest
  }
}
