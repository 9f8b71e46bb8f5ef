extension JSONValue {
  /// One line, no blanks, members in their order: what is stored and digested.
  package var text: String {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Indented by two blanks, for people and for `-o json`.
  package var prettyText: String {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  package func write(into bytes: inout [UInt8]) {
    write(into: &bytes, indent: nil)
  }

  private func write(into bytes: inout [UInt8], indent: Int?) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      // JSON has no way to say infinity or not-a-number.
      bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    case .string(let value): Self.write(value, into: &bytes)
    case .array(let items):
      Self.writeList(items, "[", "]", into: &bytes, indent: indent) { item, bytes, indent in
        item.write(into: &bytes, indent: indent)
      }
    case .object(let members):
      Self.writeList(members, "{", "}", into: &bytes, indent: indent) { member, bytes, indent in
        Self.write(member.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        member.value.write(into: &bytes, indent: indent)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, into bytes: inout [UInt8],
    indent: Int?, write: (Item, inout [UInt8], Int?) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      newLine(into: &bytes, indent: inner)
      write(item, &bytes, inner)
    }
    if !items.isEmpty { newLine(into: &bytes, indent: indent) }
    bytes.append(UInt8(ascii: close))
  }

  private static func newLine(into bytes: inout [UInt8], indent: Int?) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  /// Writes a quoted string (RFC 8259, section 7).
  package static func write(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard !utf8.contains(where: \.needsEscape) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if !isPlain { writeEscaped(text, into: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func writeEscaped(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
  }
}

extension UInt8 {
  /// Quotes, backslashes and control characters (RFC 8259, section 7).
  fileprivate var needsEscape: Bool {
    self < 0x20 || self == 0x7F || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
