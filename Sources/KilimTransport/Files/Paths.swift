import KilimModel

/// Absolute paths as text. Slashes are looked for as bytes: one with a combining mark behind it is
/// another character to Swift, but not to a file system.
enum Paths {
  /// Without slashes at the end.
  static func trimmed(_ path: String) -> String {
    var bytes = path.utf8[...]
    while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    return String(Substring(bytes))
  }

  private static let slash = UInt8(ascii: "/")

  /// What stands between the slashes, without empty steps.
  static func steps(of path: some StringProtocol) -> [Substring] {
    Substring(path).utf8.split(separator: slash).map { Substring($0) }
  }

  /// The directory that a path lies in.
  static func parent(_ path: String) -> String {
    let path = trimmed(path)
    guard let end = path.utf8.lastIndex(of: slash), end != path.startIndex else { return "/" }
    return String(path[..<end])
  }

  /// The last segment.
  static func name(_ path: String) -> String {
    let path = trimmed(path)
    return path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) }
      ?? path
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
