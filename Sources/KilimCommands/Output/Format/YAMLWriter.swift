import KilimManifest
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
        text += blanks(indent) + YAMLScalar.inline(member.key) + ":"
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
    if case .string(let string) = value { return YAMLScalar.inline(string) }
    return value.text
  }
}
