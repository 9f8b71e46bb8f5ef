package import KilimModel

/// What was published, all of it read back and compared.
package struct ArchiveReport: Sendable, Hashable {
  /// Files, launch files included.
  package var files: Int
  package var bytes: Int64
  /// SHA-256 over the sorted (path, SHA-256) of the outputs. Launch files are left out: they name
  /// the run, so that equal results of two runs would never be equal.
  package var digest: Digest
  /// Relative paths of what cannot be archived (sockets, pipes, devices).
  package var skipped: [String]

  package init(files: Int, bytes: Int64, digest: Digest, skipped: [String]) {
    self.files = files
    self.bytes = bytes
    self.digest = digest
    self.skipped = skipped
  }

  /// The digest of outputs of which each file's is known.
  package static func digest(of files: [String: Digest]) -> Digest {
    var hasher = Digest.Hasher()
    for path in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if let digest = files[path] { hasher.add(path, digest) }
    }
    return hasher.finish()
  }
}
