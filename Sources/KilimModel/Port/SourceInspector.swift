/// What a compile may know of files: whether they are there, and what is in them.
package protocol SourceInspector: Sendable {
  /// What lies at an absolute path, symbolic links followed; nil when there is nothing.
  func kind(ofPath path: String) -> FileKind?
  /// The digest of a file's bytes, or of a whole tree (names, modes' execute bits, contents, in
  /// the byte order of the relative paths); nil when it cannot be read.
  func contentDigest(ofPath path: String) -> Digest?
}

package enum FileKind: Sendable, Hashable {
  case file, directory, other
}
