import KilimModel

/// Paths whose beginning another System is still to be asked for: `HOST_EVAL($WORK)/x`, which
/// stands for an absolute path.
extension PathText {
  static func isPending(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "H") && text.hasPrefix(PendingFact.start)
  }

  /// In canonical form; a path with a pending beginning gets no slash in front.
  static func canonicalOrPending(_ text: String) -> String {
    isPending(text) ? String(canonical(text).dropFirst()) : canonical(text)
  }

  /// The key of an object in a bucket.
  static func key(_ path: String) -> String {
    isPending(path) ? path : String(path.drop { $0 == "/" })
  }

  /// `path` below `root`; the beginning of each may be pending.
  static func below(_ root: String, _ path: String) -> String {
    guard isPending(path) || isPending(root) else { return joined(root, path) }
    let path = canonicalOrPending(path)
    if root == "/" || path == "/" { return path == "/" ? root : path }
    return isPending(path) ? root + "/" + path : root + path
  }
}
