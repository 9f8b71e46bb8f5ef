import KilimModel

/// Writes a value as YAML in block style, with comments from the declarations and remarks of its
/// own.
struct ManifestWriter {
  private static let width = 96
  /// By the path of the field or item that they stand above.
  let remarks: [String: [String]]
  /// Whether each section says what it is; the items of a list do not, again and again.
  private let explains: Bool
  private(set) var text = ""

  init(remarks: [String: [String]], explains: Bool = true) {
    self.remarks = remarks
    self.explains = explains
  }

  mutating func line(_ line: String) { text += line + "\n" }

  /// A comment, broken into lines.
  mutating func comment(_ words: String, indent: Int) {
    var line = ""
    for word in words.printable.split(separator: " ") {
      if !line.isEmpty, indent + 2 + line.count + 1 + word.count > Self.width {
        text += blanks(indent) + "# " + line + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { text += blanks(indent) + "# " + line + "\n" }
  }

  /// A field at the top of the document.
  mutating func field(_ name: String, _ value: JSONValue, _ record: RecordDescription?) {
    member(.init(name, value), record, path: name, indent: 0)
  }

  private mutating func member(
    _ member: JSONValue.Member, _ record: RecordDescription?, path: String, indent: Int
  ) {
    let key = YAMLScalar.inline(member.key)
    // A key has to end within 1024 characters, unless it is marked as one (YAML 1.2.2, 7.4.3).
    guard key.unicodeScalars.count < 1000 else {
      return line(
        blanks(indent) + "? \(key)\n" + blanks(indent) + ": "
          + YAMLScalar.flow(member.value))
    }
    text += blanks(indent) + key + ":"
    value(member.value, record, path: path, indent: indent)
  }

  /// What stands behind a key or a dash, with the line end.
  private mutating func value(
    _ value: JSONValue, _ record: RecordDescription?, path: String, indent: Int
  ) {
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "\n"
      self.members(members, record, path: path, indent: indent + 2)
    case .array(let items) where !items.isEmpty:
      if let line = shortList(items, indent) {
        text += " \(line)\n"
      } else {
        text += "\n"
        for (index, item) in items.enumerated() {
          self.item(item, record, path: "\(path)[\(index)]", indent: indent + 2)
        }
      }
    case .string(let string): scalar(string, indent: indent)
    default: text += " \(value.text)\n"
    }
  }

  private mutating func members(
    _ members: [JSONValue.Member], _ record: RecordDescription?, path: String, indent: Int
  ) {
    for member in members {
      let field = record?.fields.first { $0.name == member.key }
      let path = "\(path).\(member.key)"
      if explains, let field, field.record != nil {
        comment(field.documentation, indent: indent)
      }
      for remark in remarks[path] ?? [] { comment(remark, indent: indent) }
      self.member(member, field?.record, path: path, indent: indent)
    }
  }

  /// An item whose first member stands on the line of its dash; remarks at its fields stand above.
  private mutating func item(
    _ item: JSONValue, _ record: RecordDescription?, path: String, indent: Int
  ) {
    for remark in remarks[path] ?? [] { comment(remark, indent: indent) }
    guard case .object(let members) = item, !members.isEmpty else {
      text += blanks(indent) + "-"
      return value(item, record, path: path, indent: indent)
    }
    var inner = ManifestWriter(remarks: [:], explains: false)
    inner.members(members, record, path: path, indent: indent + 2)
    for member in members {
      for remark in remarks["\(path).\(member.key)"] ?? [] { comment(remark, indent: indent) }
    }
    text += blanks(indent) + "- " + inner.text.dropFirst(indent + 2)
  }

  private mutating func scalar(_ string: String, indent: Int) {
    guard let block = YAMLScalar.block(string, width: Self.width - indent - 2) else {
      text += " \(YAMLScalar.inline(string))\n"
      return
    }
    text += " \(block.indicator)\n"
    for line in block.lines { text += line.isEmpty ? "\n" : blanks(indent + 2) + line + "\n" }
  }

  /// A list of plain values that fits behind its key.
  private func shortList(_ items: [JSONValue], _ indent: Int) -> String? {
    let isSimple = items.allSatisfy {
      switch $0 {
      case .array, .object: false
      default: true
      }
    }
    guard isSimple else { return nil }
    let line = YAMLScalar.flow(.array(items))
    return line.count + indent < 76 ? line : nil
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension String {
  /// For a comment: nothing that would end its line or that a reader refuses.
  fileprivate var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { YAMLScalar.isPrintable($0) ? $0 : "?" }))
  }
}
