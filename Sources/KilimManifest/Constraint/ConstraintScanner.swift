/// Takes a constraint's text apart, in one pass.
struct ConstraintScanner {
  /// A piece, and where it starts and ends, in bytes.
  struct Entry {
    var token: ConstraintToken
    var start: Int
    var end: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// An error's offset counts bytes here.
  mutating func next() throws(ConstraintError) -> Entry {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    let start = position
    guard position < bytes.count else { return Entry(token: .end, start: start, end: start) }
    let token = try scan(bytes[position])
    return Entry(token: token, start: start, end: position)
  }

  private mutating func scan(_ byte: UInt8) throws(ConstraintError) -> ConstraintToken {
    switch byte {
    case UInt8(ascii: ","): return take(.comma)
    case UInt8(ascii: "("): return take(.open)
    case UInt8(ascii: ")"): return take(.close)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try scanString(byte))
    case UInt8(ascii: "="): return take(.relation(.equal))
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"): return try scanRelation(byte)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      return .number(try scanNumber())
    case _ where Self.isNamePart(byte): return scanName()
    default: throw unexpectedCharacter()
    }
  }

  private mutating func take(_ token: ConstraintToken) -> ConstraintToken {
    position += 1
    return token
  }

  private mutating func scanRelation(_ byte: UInt8) throws(ConstraintError) -> ConstraintToken {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    let relation: ConstraintToken.Relation? =
      switch (byte, next) {
      case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "!"), UInt8(ascii: "=")):
        .different
      case (UInt8(ascii: "<"), UInt8(ascii: "=")): .atMost
      case (UInt8(ascii: ">"), UInt8(ascii: "=")): .atLeast
      default: nil
      }
    if let relation {
      position += 2
      return .relation(relation)
    }
    guard byte != UInt8(ascii: "!") else { throw unexpectedCharacter() }
    return take(.relation(byte == UInt8(ascii: "<") ? .less : .greater))
  }

  /// A quote inside is written twice, as in SQL.
  private mutating func scanString(_ quote: UInt8) throws(ConstraintError) -> String {
    let start = position
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == quote else {
        text.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == quote else {
        return String(decoding: text, as: UTF8.self)
      }
      text.append(quote)
      position += 1
    }
    throw ConstraintError(
      problem: .unterminated(Character(Unicode.Scalar(quote))), offset: start)
  }

  private mutating func scanNumber() throws(ConstraintError) -> String {
    let start = position
    position += 1
    while position < bytes.count {
      let isSign = bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      let isExponent = (bytes[position - 1] | 0x20) == UInt8(ascii: "e")
      guard Self.isNamePart(bytes[position]) && !isSign || isSign && isExponent else { break }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard DecimalNumber(text) != nil else {
      throw ConstraintError(problem: .number(text.cutShort), offset: start)
    }
    return text
  }

  private mutating func scanName() -> ConstraintToken {
    let start = position
    while position < bytes.count, Self.isNamePart(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard name.utf8.count <= 7 else { return .name(name) }
    return ConstraintToken.Keyword(rawValue: name.uppercased()).map { .keyword($0) }
      ?? .name(name)
  }

  private func unexpectedCharacter() -> ConstraintError {
    let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    return ConstraintError(problem: .character(rest.first ?? "?"), offset: position)
  }

  /// Names may have dots, dashes and letters of any script.
  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.continuesVariableName || byte >= 0x80 || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte)
  }
}

extension String {
  /// Short enough for a message.
  var cutShort: String { utf8.count <= 60 ? self : String(prefix(40)) + "..." }
}
