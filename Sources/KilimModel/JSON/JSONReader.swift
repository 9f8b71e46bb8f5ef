extension JSONValue {
  /// Reads what Kilim itself wrote: state, records, messages. Manifests are read with positions by
  /// the manifest reader instead.
  ///
  /// - Throws: `JSONError` with the byte offset, for anything that is not one JSON value.
  package init(reading bytes: some Collection<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.readDocument()
  }

  package init(reading text: String) throws(JSONError) {
    try self.init(reading: Array(text.utf8))
  }
}

package struct JSONError: Error, Hashable {
  package var offset: Int
  package var message: String
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func readDocument() throws(JSONError) -> JSONValue {
    let value = try readValue(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw failure("text after the end of the value") }
    return value
  }

  private func failure(_ message: String) -> JSONError {
    JSONError(offset: position, message: message)
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < 200 else { throw failure("nested too deep") }
    skipBlanks()
    guard position < bytes.count else { throw failure("the value is missing") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func readWord(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("not a JSON value") }
    position += word.utf8.count
    return value
  }

  private mutating func readObject(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    if skipIf("}") { return .object(members) }
    while true {
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure("a member's name is missing")
      }
      let key = try readString()
      guard skipIf(":") else { throw failure("a colon is missing") }
      members.append(.init(key, try readValue(depth: depth + 1)))
      if skipIf(",") { continue }
      guard skipIf("}") else { throw failure("a comma or a closing brace is missing") }
      return .object(members)
    }
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    if skipIf("]") { return .array(items) }
    while true {
      items.append(try readValue(depth: depth + 1))
      if skipIf(",") { continue }
      guard skipIf("]") else { throw failure("a comma or a closing bracket is missing") }
      return .array(items)
    }
  }

  private mutating func skipIf(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func readString() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        // Most strings hold no escape: their bytes are taken as they are.
        let string = String(validating: bytes[start..<position], as: UTF8.self)
        position += 1
        guard let string else { throw failure("not UTF-8") }
        return string
      }
      if byte == UInt8(ascii: "\\") { return try readEscapedString(Array(bytes[start..<position])) }
      position += 1
    }
    throw failure("the string has no end")
  }

  private mutating func readEscapedString(_ begun: [UInt8]) throws(JSONError) -> String {
    var text = begun
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw failure("not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try readEscape(into: &text)
      default: text.append(byte)
      }
    }
    throw failure("the string has no end")
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw failure("the string has no end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try readCodePoint()).utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    default: throw failure("not an escape")
    }
  }

  private mutating func readCodePoint() throws(JSONError) -> Character {
    var value = try readHexadecimal()
    if (0xD800..<0xDC00).contains(value) {
      guard bytes[position...].starts(with: "\\u".utf8) else {
        throw failure("half a surrogate pair")
      }
      position += 2
      let low = try readHexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw failure("not a character") }
    return Character(scalar)
  }

  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    // The initializer would take a sign, too.
    guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"),
      let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are missing") }
    position += 4
    return value
  }

  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    while position < bytes.count, bytes[position].isPartOfNumber { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text) else { throw failure("not a JSON value") }
    return .number(number)
  }
}

extension UInt8 {
  fileprivate var isPartOfNumber: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
