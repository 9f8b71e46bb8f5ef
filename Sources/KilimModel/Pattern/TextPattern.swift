/// A regular expression that is looked for in the text of a file.
///
/// The notation is that of `REGEX:` in `PathPattern`, so it is what the manifests' reader checks.
/// Where paths are matched as a whole, this finds a piece of a text as `grep` does: `^` and `$` are
/// the beginning and the end of a line, `.` is any character but a line's end. Of several ways to
/// match the leftmost one counts, then the one that Perl would take. The work is in proportion to
/// the text times the expression, whatever both are.
package struct TextPattern: Sendable {
  package let text: String
  private let liveness: PatternLiveness
  private let mayCrossLines: Bool
  private let hasGroup: Bool

  /// What was found, as text; bytes that are not UTF-8 are replaced by U+FFFD.
  package struct Match: Sendable, Hashable {
    package var whole: String
    /// What the first group matched; nil for an expression without a group.
    package var group: String?
  }

  /// - Throws: `PathPatternError` with the offset in scalars from the start of `text`.
  package init(_ text: String) throws(PathPatternError) {
    guard text.utf8.count <= PathPattern.textLimit else {
      throw PathPatternError(
        message: "an expression has at most \(PathPattern.textLimit) bytes", offset: 0)
    }
    self.text = text
    var parser = RegexParser(text, start: 0)
    let program = try PatternProgram(try parser.parse()).instructions
    liveness = PatternLiveness(program)
    mayCrossLines = program.contains {
      if case .set(let set) = $0 { set.contains(0x0A) || set.contains(0x0D) } else { false }
    }
    hasGroup = program.contains {
      if case .groupStart = $0 { true } else { false }
    }
  }

  /// The last of the matches that follow each other without overlap from the start of the text.
  ///
  /// A match in which the first group takes no part does not count. Lines end with `\n`, `\r` or
  /// both; an expression that cannot match a line's end is looked for line by line from the end of
  /// the text, so that the end of a long log costs little.
  package func lastMatch(in bytes: some RandomAccessCollection<UInt8>) -> Match? {
    guard !mayCrossLines else { return lastMatch(inPiece: bytes) }
    var lines = LinesFromEnd(bytes)
    while let line = lines.next() {
      if let match = lastMatch(inPiece: bytes[line]) { return match }
    }
    return nil
  }

  private func lastMatch(inPiece bytes: some Collection<UInt8>) -> Match? {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var search = PatternSearch(liveness, scalars)
    guard let found = search.lastMatch(needsGroup: hasGroup) else { return nil }
    return Match(
      whole: Self.text(scalars[found.range]), group: found.group.map { Self.text(scalars[$0]) })
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// The lines of a text from the last one to the first; what ends a line is not part of it.
private struct LinesFromEnd<Bytes: RandomAccessCollection<UInt8>> {
  private let bytes: Bytes
  /// Where the line that comes next ends; nil when there is none.
  private var end: Bytes.Index?

  init(_ bytes: Bytes) {
    self.bytes = bytes
    end = bytes.isEmpty ? nil : bytes.endIndex
    // A line's end closes the line before it and begins none.
    if let last = bytes.last, last == 0x0A || last == 0x0D {
      end = startOfTerminator(before: bytes.endIndex)
    }
  }

  mutating func next() -> Range<Bytes.Index>? {
    guard let end else { return nil }
    var start = end
    while start > bytes.startIndex {
      let before = bytes.index(before: start)
      if bytes[before] == 0x0A || bytes[before] == 0x0D { break }
      start = before
    }
    self.end = start > bytes.startIndex ? startOfTerminator(before: start) : nil
    return start..<end
  }

  private func startOfTerminator(before index: Bytes.Index) -> Bytes.Index {
    let last = bytes.index(before: index)
    guard bytes[last] == 0x0A, last > bytes.startIndex else { return last }
    let before = bytes.index(before: last)
    return bytes[before] == 0x0D ? before : last
  }
}
