import KilimModel

/// Globs and regular expressions: an error inside the text, or a pattern that matches quickly.
enum PatternFuzz {
  /// The first line is the pattern, the rest a path.
  static func check(_ bytes: [UInt8], prefix: String) {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let text = prefix + String(decoding: lines[0], as: UTF8.self)
    do throws(PathPatternError) {
      let pattern = try PathPattern(text)
      let path = lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : "a/b"
      if pattern.matches(path) { demand(pattern.covers(path), "\(text) covers what it matches") }
      _ = pattern.matches(String(repeating: path.isEmpty ? "a" : path, count: 20))
      if prefix.isEmpty {
        checkEscaped(path)
      } else {
        checkSearch(String(text.unicodeScalars.dropFirst(prefix.unicodeScalars.count))[...], path)
      }
    } catch {
      demand(!error.message.isEmpty, "a message")
      demand((0...text.unicodeScalars.count).contains(error.offset), "an offset inside the text")
    }
  }

  /// What is an expression for paths is one for texts, too.
  private static func checkSearch(_ expression: Substring, _ text: String) {
    guard let pattern = try? TextPattern(String(expression)) else {
      return demand(false, "`\(expression)` can be looked for")
    }
    let bytes = Array(text.utf8)
    guard let match = pattern.lastMatch(in: bytes + bytes) else { return }
    demand((text + text).utf8.count >= match.whole.utf8.count, "a match inside the text")
  }

  /// A path whose every character is escaped matches itself.
  private static func checkEscaped(_ path: String) {
    guard !path.isEmpty, path.utf8.count < 2000, path.utf8.last != UInt8(ascii: "/") else { return }
    var escaped = String.UnicodeScalarView()
    for scalar in path.unicodeScalars { escaped += ["\\", scalar] }
    let pattern = try? PathPattern(String(escaped))
    demand(pattern?.matches(path) == true, "`\(path)` matches itself when escaped")
  }
}
