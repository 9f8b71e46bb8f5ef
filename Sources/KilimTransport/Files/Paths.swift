import KilimModel

/// Absolute paths as text.
enum Paths {
  /// Without slashes at the end.
  static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }

  /// The directory that a path lies in.
  static func parent(_ path: String) -> String {
    let path = trimmed(path)
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// The last segment.
  static func name(_ path: String) -> String {
    let path = trimmed(path)
    return path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  static func join(_ directory: String, _ relative: String) -> String {
    if relative.isEmpty { return directory }
    return directory.hasSuffix("/") ? directory + relative : "\(directory)/\(relative)"
  }

  /// Whether a path is a directory itself or lies below it; both without `..` and links.
  static func isInside(_ path: String, _ directory: String) -> Bool {
    path == directory || directory == "/" || path.hasPrefix(directory + "/")
  }

  /// Where something is built before it gets its name: beside the target, always the same, so
  /// that the next try finds and removes what a crash left behind. The name is short whatever
  /// the target's is.
  static func partial(for target: String) -> String {
    let digest = Digest.of(name(target)).hex.prefix(16)
    return join(parent(target), ".kilim-part-\(digest)")
  }
}
