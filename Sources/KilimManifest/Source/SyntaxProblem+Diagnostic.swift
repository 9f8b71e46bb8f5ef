import KilimModel

extension SyntaxProblem {
  /// The problem in the user's words.
  func diagnostic(
    in bytes: UnsafeBufferPointer<UInt8>, file: String, firstLine: Int
  ) -> Diagnostic {
    let found = isEncoding ? controlCharacter(in: bytes) : explanation(in: bytes)
    let mark = bytes.existing(found.mark)
    let line = mark.line + firstLine + 1
    let column = mark.column + 1
    return Diagnostic(
      found.code, found.message, hint: found.hint,
      span: SourceSpan(
        file: file, line: line, column: column, endLine: line, endColumn: column + 1))
  }

  /// Where the parser stopped.
  func place(in bytes: UnsafeBufferPointer<UInt8>) -> Mark {
    isEncoding ? controlCharacter(in: bytes).mark : mark
  }

  private struct Explanation {
    var code = DiagnosticCode.syntax
    var message: String
    var hint: String
    var mark: Mark
  }

  private func controlCharacter(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation {
    let place = TextPosition(ofByte: offset, in: Array(bytes))
    let digits = String(value, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Explanation(
      code: .invalidEncoding, message: "the character U+\(code) may not stand in a manifest",
      hint: "remove it, or write it as an escape in double quotes: \"\\u\(code)\"",
      mark: Mark(line: place.line - 1, column: place.column - 1))
  }

  private func explanation(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation {
    if let tab = indentingTab(in: bytes) { return tab }
    let start = contextMark.line + 1
    switch text {
    case "found unexpected end of stream", "found unexpected document indicator":
      return at(
        contextMark, "this quote is never closed",
        "close it; a quote inside single quotes is written twice, inside double quotes as `\\\"`")
    case "could not find expected ':'":
      return at(
        contextMark, "a `:` is missing after this key",
        "a field is written `name: value`, with a blank after the colon")
    case "mapping values are not allowed in this context": return secondColon(in: bytes)
    case "did not find expected key": return misfit(in: bytes)
    case "did not find expected '-' indicator":
      return at(
        mark, "this does not fit the list that begins above",
        "items begin with `- `, all at the same indentation")
    case "did not find expected ',' or '}'": return unclosed("{", "}", start, bytes)
    case "did not find expected ',' or ']'": return unclosed("[", "]", start, bytes)
    case "did not find expected <document start>":
      if let next = bytes.character(at: mark), next == "{" || next == "[" {
        return at(
          mark, "a second JSON value begins here",
          "another document begins with a line `---`: put one between them")
      }
      return at(
        mark, "there is text after the end of the document",
        "check the indentation; another document begins with a line `---`")
    default: return tokenExplanation(in: bytes)
    }
  }

  private func secondColon(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation {
    if bytes.text(before: mark).contains(": ") {
      return at(
        mark, "a second `: ` in one line",
        "put the whole value in quotes if the colon belongs to it, else check the indentation")
    }
    return at(
      mark, "a `:` cannot stand here",
      "check that the line before has its own `:`, and the indentation of this one")
  }

  private func misfit(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation {
    if bytes.text(before: mark).allSatisfy({ $0 == " " }) {
      return at(
        mark, "this does not fit the mapping that begins above",
        "fields of one mapping stand at the same indentation")
    }
    return at(
      mark, "there is text after the end of a value",
      "check the quotes of this line and of those before; inside double quotes write `\\\"`")
  }

  private func tokenExplanation(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation {
    switch text {
    case "found character that cannot start any token":
      let character = bytes.character(at: mark).map { String(Character($0)) } ?? ""
      return at(
        mark, "text cannot begin with `\(character)`",
        character == "%" && bytes.text(before: mark).hasSuffix("{")
          ? "this is a template: fill it in first" : "put the whole text in quotes")
    case "found unknown escape character":
      return at(
        mark, "there is no such escape in double quotes",
        "write `\\\\` for a backslash, or put the text in single quotes")
    case "found invalid Unicode character escape code":
      return at(
        mark, "this escape is half of a surrogate pair",
        "both halves follow each other, as in \"\\ud83d\\ude00\"")
    case "did not find expected hexdecimal number":
      return at(
        mark, "this escape needs more hexadecimal digits",
        "two after `\\x`, four after `\\u`, eight after `\\U`; a backslash itself is `\\\\`")
    case "did not find expected alphabetic or numeric character":
      return at(
        contextMark, "text that begins with `*` or `&` must stand in quotes",
        "without quotes `*name` repeats the value that `&name` marks")
    case "block sequence entries are not allowed in this context":
      return at(
        mark, "a list cannot begin here", "begin it on a line of its own, or write `[a, b]`")
    case "found undefined tag handle", "did not find expected whitespace or line break",
      "did not find expected tag URI":
      return at(
        mark, "this tag has no meaning here", "put text that begins with `!` in quotes",
        code: .unsupportedTag)
    default:
      return at(mark, "YAML does not allow this here", "the parser's words: \(text)")
    }
  }

  private func unclosed(
    _ open: String, _ close: String, _ line: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Explanation {
    guard bytes.character(at: mark) != nil else {
      return at(contextMark, "this `\(open)` is never closed", "a `\(close)` is missing")
    }
    return at(
      mark, "a `,` or `\(close)` is missing before this",
      "text with `,`, `\(open)` or `\(close)` in it must stand in quotes")
  }

  /// A tab at the start of the line where a block went wrong.
  private func indentingTab(in bytes: UnsafeBufferPointer<UInt8>) -> Explanation? {
    let aboutFlow = context.contains("flow") || context.contains("quoted")
    guard !aboutFlow, let line = bytes.line(mark.line) else { return nil }
    let blanks = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let tab = blanks.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    return at(
      Mark(line: mark.line, column: tab - line.startIndex), "a tab cannot indent",
      "indent with blanks", code: .tab)
  }

  private func at(
    _ mark: Mark, _ message: String, _ hint: String, code: DiagnosticCode = .syntax
  ) -> Explanation {
    Explanation(code: code, message: message, hint: hint, mark: mark)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of line `number` (from 0), without its end.
  func line(_ number: Int) -> Slice<Self>? {
    var start = 0
    for _ in 0..<number {
      guard let end = lineBreak(from: start) else { return nil }
      start = end.upperBound
    }
    return self[start..<(lineBreak(from: start)?.lowerBound ?? count)]
  }

  /// The mark itself or, as libyaml sees the end of a text on a line of its own, the text's end.
  func existing(_ mark: Mark) -> Mark {
    guard mark.line > 0, line(mark.line) == nil, let last = line(mark.line - 1) else { return mark }
    let length = String(decoding: last, as: UTF8.self).unicodeScalars.count
    return Mark(line: mark.line - 1, column: length)
  }

  func text(before mark: Mark) -> String {
    line(mark.line).map { line in
      String(String(decoding: line, as: UTF8.self).unicodeScalars.prefix(mark.column))
    } ?? ""
  }

  func character(at mark: Mark) -> Unicode.Scalar? {
    line(mark.line).flatMap { line in
      String(decoding: line, as: UTF8.self).unicodeScalars.dropFirst(mark.column).first
    }
  }
}
