import KilimModel
import Synchronization

/// Asks another inspector once for each path: thousands of jobs share an app's bundle.
final class RememberingInspector: SourceInspector {
  private struct Answers {
    var kinds: [String: FileKind?] = [:]
    var digests: [String: Digest?] = [:]
  }

  private let base: any SourceInspector
  private let answers = Mutex(Answers())

  init(_ base: any SourceInspector) { self.base = base }

  func kind(ofPath path: String) -> FileKind? {
    if let known = answers.withLock({ $0.kinds[path] }) { return known }
    let kind = base.kind(ofPath: path)
    answers.withLock { $0.kinds[path] = .some(kind) }
    return kind
  }

  func content(ofPath path: String, limit: Int) -> [UInt8]? {
    base.content(ofPath: path, limit: limit)
  }

  func contentDigest(ofPath path: String) -> Digest? {
    if let known = answers.withLock({ $0.digests[path] }) { return known }
    let digest = base.contentDigest(ofPath: path)
    answers.withLock { $0.digests[path] = .some(digest) }
    return digest
  }
}
