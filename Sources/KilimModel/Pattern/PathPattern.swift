/// An entry of an archive filter (Tapis reference, sections 2.3 and 10).
///
/// A glob as in Java NIO: `*` and `?` do not cross `/`, `**` does, `{a,b}`, `[a-z]`, `[!a]`, `\` in
/// front of a character takes it as it is. With `REGEX:` in front, a regular expression that must
/// match the whole path. Paths are relative, without a leading slash.
///
/// Beyond Tapis, a glob without wildcards names a file or a directory with everything below it:
/// `tmp`, `tmp/` and `./tmp` cover `tmp/a/b`.
package struct PathPattern: Sendable {
  package let text: String
  /// Whether the pattern, when it names a directory, also covers everything below it.
  package let coversSubtree: Bool
  /// Why no relative path can ever match; nil when one can.
  package let impossibility: String?
  private let program: PatternProgram

  /// The longest text that is taken, in UTF-8 bytes.
  package static let textLimit = 4096

  /// - Throws: `PathPatternError` for a text that is not a pattern, is too long, or would need
  ///   unbounded work to match (back-references, look-around).
  package init(_ text: String) throws(PathPatternError) {
    guard text.utf8.count <= Self.textLimit else {
      throw PathPatternError(
        message: "a pattern has at most \(Self.textLimit) bytes, this one has \(text.utf8.count)",
        offset: 0)
    }
    guard !text.isEmpty else {
      throw PathPatternError(message: "an empty pattern matches nothing", offset: 0)
    }
    self.text = text
    // By bytes: a combining mark after the colon would make another character of it.
    if text.utf8.starts(with: "REGEX:".utf8) {
      var parser = RegexParser(text, start: 6)
      program = try PatternProgram(try parser.parse())
      coversSubtree = false
      impossibility = nil
    } else {
      let glob = Self.normalized(text)
      var parser = GlobParser(text, from: glob.start, to: glob.end)
      program = try PatternProgram(try parser.parse())
      coversSubtree = !parser.hasWildcards
      impossibility = Self.impossibility(text)
    }
  }

  /// Whether the whole of a relative path matches.
  package func matches(_ path: String) -> Bool { program.matches(path) }

  /// Whether the pattern matches the path or, for one that covers subtrees, a directory above it.
  package func covers(_ path: String) -> Bool {
    if matches(path) { return true }
    guard coversSubtree else { return false }
    var rest = path[...]
    while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      if matches(String(rest)) { return true }
    }
    return false
  }

  /// The part of a glob that counts: without `./` in front and `/` behind.
  private static func normalized(_ text: String) -> (start: Int, end: Int) {
    let scalars = Array(text.unicodeScalars)
    var (start, end) = (0, scalars.count)
    while end - start > 2, scalars[start] == ".", scalars[start + 1] == "/" { start += 2 }
    while end - start > 1, scalars[end - 1] == "/" { end -= 1 }
    return (start, end)
  }

  private static func impossibility(_ text: String) -> String? {
    if text.utf8.first == UInt8(ascii: "/") {
      return "paths are relative to the output directory: no leading /"
    }
    if text.contains("//") { return "no path contains //" }
    if text.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) }
    ) {
      return "no path contains a .. segment"
    }
    return nil
  }
}
