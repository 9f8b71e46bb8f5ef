/// What a compile may know of files: whether they are there, and what is in them.
package protocol SourceInspector: Sendable {
  /// What lies at an absolute path, symbolic links followed; nil when there is nothing.
  func kind(ofPath path: String) -> FileKind?
  /// The digest of a file's bytes, or of a whole tree (names, modes' execute bits, contents, in
  /// the byte order of the relative paths); nil when it cannot be read.
  func contentDigest(ofPath path: String) -> Digest?
  /// The bytes of a file; nil when it cannot be read or has more than `limit`.
  func content(ofPath path: String, limit: Int) -> [UInt8]?
}

extension SourceInspector {
  package func content(ofPath path: String, limit: Int) -> [UInt8]? { nil }
}

package enum FileKind: Sendable, Hashable {
  case file, directory, other
}
