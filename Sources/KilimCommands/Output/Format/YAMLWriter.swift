import KilimModel

/// Writes a JSON value as YAML 1.2 in block style: the tree of `-o json`, easier to read.
enum YAMLWriter {
  static func text(_ value: JSONValue) -> String {
    var text = ""
    write(value, indent: 0, isInline: false, into: &text)
    return text
  }

  /// - Parameter isInline: the cursor stands behind `key:` or `-`, not at the start of a line.
  private static func write(
    _ value: JSONValue, indent: Int, isInline: Bool, into text: inout String
  ) {
    switch value {
    case .object(let members) where !members.isEmpty:
      if isInline { text += "\n" }
      for member in members {
        text += blanks(indent) + scalar(member.key) + ":"
        write(member.value, indent: indent + 2, isInline: true, into: &text)
      }
    case .array(let items) where !items.isEmpty:
      if isInline { text += "\n" }
      for item in items { writeItem(item, indent: indent, into: &text) }
    default: text += (isInline ? " " : "") + leaf(value) + "\n"
    }
  }

  /// An object's first member stands on the line of its dash.
  private static func writeItem(_ item: JSONValue, indent: Int, into text: inout String) {
    text += blanks(indent) + "-"
    guard case .object(let members) = item, !members.isEmpty else {
      return write(item, indent: indent + 2, isInline: true, into: &text)
    }
    var block = ""
    write(item, indent: indent + 2, isInline: false, into: &block)
    text += " " + block.dropFirst(indent + 2)
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  private static func leaf(_ value: JSONValue) -> String {
    if case .string(let string) = value { return scalar(string) }
    return value.text
  }

  private static func scalar(_ text: String) -> String {
    isPlain(text) ? text : JSONValue.string(text).text
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
}
