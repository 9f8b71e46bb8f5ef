package import KilimModel
import Synchronization

/// The files of this host, for the compiler.
///
/// Make one for each compile: it reads a path's content once and then answers the same, so that
/// 10,000 jobs of one application cost one reading and see one state of its files.
package struct HostSourceInspector: SourceInspector {
  private final class Known: Sendable {
    let digests = Mutex<[String: Digest?]>([:])
  }
  private let known = Known()

  package init() {}

  package func kind(ofPath path: String) -> FileKind? {
    switch FileStatus.of(path)?.kind {
    case .file: .file
    case .directory: .directory
    case .link, .special: .other
    case nil: nil
    }
  }

  package func content(ofPath path: String, limit: Int) -> [UInt8]? {
    try? LocalFiles.read(path, limit: limit)
  }

  package func contentDigest(ofPath path: String) -> Digest? {
    known.digests.withLock { digests in
      if let digest = digests[path] { return digest }
      let digest = try? TreeDigest.of(path)
      digests[path] = .some(digest)
      return digest
    }
  }
}
