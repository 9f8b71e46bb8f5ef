import KilimModel

/// Numbers in decimal notation, as programs print them.
enum DecimalNumber {
  /// A number for a text that is one; else the text. The blanks around it do not count.
  static func value(of text: String) -> JSONValue {
    let bytes = text.utf8
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return .string("") }
    let trimmed = text[start...last]
    guard isNumber(trimmed.utf8) else { return .string(String(trimmed)) }
    if let integer = Int64(trimmed) { return .integer(integer) }
    // The initializer wants a digit on either side of the point.
    guard let number = Double(trimmed), number.isFinite else { return .string(String(trimmed)) }
    return .number(number)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// A sign, digits with a point among them, an exponent: not the hexadecimal and not the words
  /// that Swift takes for numbers, too.
  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    var rest = text[...]
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    var digits = dropDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += dropDigits(&rest)
    }
    guard digits > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard dropDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func dropDigits(_ rest: inout Substring.UTF8View.SubSequence) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[digits.endIndex...]
    return digits.count
  }
}
