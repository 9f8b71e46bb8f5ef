/// A JSON text as a person would write it in YAML: blocks by indentation, keys without quotes.
struct BlockYAML {
  private let bytes: [UInt8]
  private var text = ""

  static func text(of node: SourceNode, in bytes: [UInt8]) -> String {
    var writer = BlockYAML(bytes: bytes)
    writer.write(node, indent: 0)
    return writer.text
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func write(_ node: SourceNode, indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    for (index, entry) in node.entries.enumerated() {
      // The first entry of an item stands behind the item's dash.
      if index > 0 || text.last == "\n" || text.isEmpty { text += blanks }
      text += key(entry.key) + ":"
      writeValue(entry.value, indent: indent + 2)
    }
    for item in node.items {
      text += blanks + "-"
      if item.isBlock { text += " " }
      writeValue(item, indent: indent + 2, isItem: true)
    }
  }

  private mutating func writeValue(_ node: SourceNode, indent: Int, isItem: Bool = false) {
    guard node.isBlock else {
      text += " " + String(decoding: bytes[node.range], as: UTF8.self) + "\n"
      return
    }
    if !isItem { text += "\n" }
    if isItem, node.entries.isEmpty { text += "\n" }
    write(node, indent: indent)
  }

  private func key(_ scalar: SourceNode.Scalar) -> String {
    let isPlain = scalar.text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") }
    return isPlain ? scalar.text : String(decoding: bytes[scalar.range], as: UTF8.self)
  }
}

extension SourceNode {
  fileprivate var isBlock: Bool { !entries.isEmpty || !items.isEmpty }
}
