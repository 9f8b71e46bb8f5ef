import Glibc

enum ExpressionToken: Hashable {
  case number(Double)
  case text(String)
  /// With dots inside: `steps.train.status`.
  case name(String)
  case symbol(String)
  case end
}

/// Takes an expression apart.
struct ExpressionScanner {
  private let text: String
  private var position: String.UTF8View.Index
  /// Where the newest token begins.
  private(set) var start: String.UTF8View.Index

  init(_ text: String) {
    self.text = text
    position = text.startIndex
    start = text.startIndex
  }

  /// The newest token as it is written.
  var written: String { String(text[start..<position]) }

  private static let symbols = [
    "**", "//", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!", "(",
    ")", "[", "]", ",", "?", ":",
  ]

  mutating func next() throws(ExpressionError) -> ExpressionToken {
    let bytes = text.utf8
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position = bytes.index(after: position)
    }
    start = position
    guard position < bytes.endIndex else { return .end }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): return try number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try quoted(byte))
    case _ where Self.beginsName(byte): return name()
    default:
      for symbol in Self.symbols where text[position...].utf8.starts(with: symbol.utf8) {
        position = bytes.index(position, offsetBy: symbol.utf8.count)
        return .symbol(symbol)
      }
      let character = String(text[position...].prefix(1))
      throw ExpressionError(
        "`\(character)` has no meaning here",
        hint: character == "=" ? "equal is written `==`" : nil, part: character)
    }
  }

  private static func beginsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// A dot leads on to a further part; a dash may stand in the name of a step, after a dot.
  private mutating func name() -> ExpressionToken {
    let bytes = text.utf8
    var hasDot = false
    while position < bytes.endIndex {
      let byte = bytes[position]
      let isDash = byte == UInt8(ascii: "-") && hasDot && follows(Self.beginsName)
      let isDot = byte == UInt8(ascii: ".") && follows { Self.beginsName($0) || Self.isDigit($0) }
      guard Self.beginsName(byte) || Self.isDigit(byte) || isDash || isDot else { break }
      hasDot = hasDot || byte == UInt8(ascii: ".")
      position = bytes.index(after: position)
    }
    return .name(String(text[start..<position]))
  }

  private func follows(_ test: (UInt8) -> Bool) -> Bool {
    let next = text.utf8.index(after: position)
    return next < text.utf8.endIndex && test(text.utf8[next])
  }

  private mutating func number() throws(ExpressionError) -> ExpressionToken {
    let bytes = text.utf8
    var previous: UInt8 = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      let isSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && previous | 0x20 == 0x65
      guard Self.isDigit(byte) || byte == UInt8(ascii: ".") || byte | 0x20 == 0x65 || isSign else {
        break
      }
      previous = byte
      position = bytes.index(after: position)
    }
    let written = String(text[start..<position])
    guard let value = Double(written), value.isFinite else {
      throw ExpressionError("`\(written)` is no number", part: written)
    }
    return .number(value)
  }

  private mutating func quoted(_ quote: UInt8) throws(ExpressionError) -> String {
    let bytes = text.utf8
    position = bytes.index(after: position)
    let begin = position
    while position < bytes.endIndex, bytes[position] != quote {
      position = bytes.index(after: position)
    }
    guard position < bytes.endIndex else {
      throw ExpressionError(
        "a quoted text has no end", hint: "it ends with the quote it begins with",
        part: String(text[start...]))
    }
    let inside = String(text[begin..<position])
    position = bytes.index(after: position)
    return inside
  }
}
