/// A regular expression that is looked for in the text of a file.
///
/// The notation is that of `REGEX:` in `PathPattern`, so it is what the manifests' reader checks.
/// Where paths are matched as a whole, this finds a piece of a text as `grep` does: `^` and `$` are
/// the beginning and the end of a line, `.` is any character but a line's end. Of several ways to
/// match the leftmost one counts, then the one that Perl would take. The work is in proportion to
/// the text times the expression, whatever both are.
package struct TextPattern: Sendable {
  package let text: String
  private let program: [PatternProgram.Instruction]
  private let machine: LivenessMachine
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
    self.program = program
    machine = LivenessMachine(PatternLiveness(program))
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
  /// both; an expression that cannot match a line's end is looked for in some lines at a time, from
  /// the end of the text, so that the end of a long log costs little.
  package func lastMatch(in bytes: some RandomAccessCollection<UInt8>) -> Match? {
    var machine = machine
    guard !mayCrossLines else { return lastMatch(inPiece: bytes, &machine) }
    var pieces = PiecesFromEnd(bytes)
    while let piece = pieces.next() {
      if let match = lastMatch(inPiece: bytes[piece], &machine) { return match }
    }
    return nil
  }

  private func lastMatch(
    inPiece bytes: some Collection<UInt8>, _ machine: inout LivenessMachine
  ) -> Match? {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var search = PatternSearch(program, machine, scalars)
    let found = search.lastMatch(needsGroup: hasGroup)
    machine = search.machine
    return found.map { found in
      Match(
        whole: Self.text(scalars[found.range]), group: found.group.map { Self.text(scalars[$0]) })
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// Whole lines of a text, some at a time, from the end to the beginning. The line's end behind a
/// piece is not part of it.
private struct PiecesFromEnd<Bytes: RandomAccessCollection<UInt8>> {
  private let bytes: Bytes
  /// Where the next piece ends; nil when there is none.
  private var end: Bytes.Index?
  /// Small at first: mostly the last lines have it.
  private var length = 1 << 10

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
    var start = bytes.index(end, offsetBy: -length, limitedBy: bytes.startIndex) ?? bytes.startIndex
    length = min(length * 4, 1 << 16)
    while start > bytes.startIndex {
      let before = bytes.index(before: start)
      if bytes[before] == 0x0A || bytes[before] == 0x0D, !isInsideTerminator(start) { break }
      start = before
    }
    self.end = start > bytes.startIndex ? startOfTerminator(before: start) : nil
    return start..<end
  }

  private func isInsideTerminator(_ index: Bytes.Index) -> Bool {
    index < bytes.endIndex && bytes[index] == 0x0A && bytes[bytes.index(before: index)] == 0x0D
  }

  private func startOfTerminator(before index: Bytes.Index) -> Bytes.Index {
    let last = bytes.index(before: index)
    guard bytes[last] == 0x0A, last > bytes.startIndex else { return last }
    let before = bytes.index(before: last)
    return bytes[before] == 0x0D ? before : last
  }
}
