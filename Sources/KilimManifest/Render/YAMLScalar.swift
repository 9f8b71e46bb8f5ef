package import KilimModel

/// The one place that decides how a text is written as a YAML scalar.
///
/// What is written reads back as the very same text, by readers of YAML 1.2 and of 1.1.
package enum YAMLScalar {
  /// The text on one line: bare where that is safe, else in quotes.
  package static func inline(_ text: String) -> String {
    if isPlain(text) { return text }
    return prefersSingleQuotes(text) ? singleQuoted(text) : doubleQuoted(text)
  }

  /// The text as a block of lines (without their indentation), headed by its indicator; nil where a
  /// block could lose something, or is no easier to read than one line.
  package static func block(_ text: String, width: Int) -> (indicator: String, lines: [String])? {
    guard text.unicodeScalars.allSatisfy({ isPrintable($0) || $0 == "\n" }),
      let first = text.unicodeScalars.first, first != " ", first != "\n"
    else { return nil }
    if text.unicodeScalars.contains("\n") { return literal(text) }
    return text.utf8.count > width ? folded(text, width: width) : nil
  }

  /// A value on one line, in flow style.
  package static func flow(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): isPlain(text) && !text.contains(",") ? text : doubleQuoted(text)
    case .array(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(flow(.string($0.key))): \(flow($0.value))" }.joined(separator: ", ")
        + "}"
    case .null, .bool, .integer, .number: value.text
    }
  }

  private static func literal(_ text: String) -> (String, [String])? {
    let endsLine = text.hasSuffix("\n")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if endsLine { lines.removeLast() }
    // Several line ends at the end would hang on what follows; blanks there nobody would see.
    guard lines.last?.isEmpty == false, !lines.contains(where: { $0.hasSuffix(" ") }) else {
      return nil
    }
    return (endsLine ? "|" : "|-", lines)
  }

  /// Breaks only at single blanks between words, which folding gives back.
  private static func folded(_ text: String, width: Int) -> (String, [String])? {
    guard !text.contains("  "), !text.hasSuffix(" ") else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1 else { return nil }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.utf8.count + word.utf8.count < width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.count > 1 ? (">-", lines) : nil
  }

  /// Whether every YAML reader takes the bare text as this very string.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    guard isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "_"),
      last != UInt8(ascii: " "), last != UInt8(ascii: ":")
    else { return false }
    guard !words.contains(text.lowercased()), !text.contains(": "), !text.contains(" #") else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || "_-./@+ :#=%(),;$".utf8.contains(byte)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Words that a reader of YAML 1.1 or 1.2 takes for something else.
  private static let words: Set = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
  ]

  private static func prefersSingleQuotes(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
      && text.unicodeScalars.allSatisfy(isPrintable)
  }

  private static func singleQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
      default: quoted += escape(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }

  /// Printable on a line of its own (YAML 1.2.2, section 5.1): no control characters, nothing that a
  /// reader of YAML 1.1 takes for a line end, no byte order mark.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    case 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}
