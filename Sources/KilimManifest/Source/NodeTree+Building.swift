import KilimModel

extension NodeTree {
  /// The nodes of a JSON value, so that what was stored is decoded by the same declarations; they
  /// have no places. The root is node 0.
  convenience init(of value: JSONValue) {
    var builder = JSONNodeBuilder()
    _ = builder.add(value)
    self.init(file: "", directory: "", nodes: builder.nodes, text: builder.text)
  }
}

private struct JSONNodeBuilder {
  var nodes: [Node] = []
  var text: [UInt8] = []

  mutating func add(_ value: JSONValue) -> Int32 {
    switch value {
    case .null, .bool, .integer, .number: addScalar(.plain, value.text)
    case .string(let string): addScalar(.text, string)
    case .array(let items): addCollection(.sequence, items) { builder, item in [builder.add(item)] }
    case .object(let members):
      addCollection(.mapping, members) { builder, member in
        [builder.addScalar(.text, member.key), builder.add(member.value)]
      }
    }
  }

  private mutating func addScalar(_ kind: Node.Kind, _ string: String) -> Int32 {
    var node = Node(kind: kind, line: 1, column: 1, endLine: 1, endColumn: 1)
    node.first = Int32(text.count)
    text.append(contentsOf: string.utf8)
    node.count = Int32(text.count) - node.first
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  private mutating func addCollection<Item>(
    _ kind: Node.Kind, _ items: [Item], _ children: (inout Self, Item) -> [Int32]
  ) -> Int32 {
    let index = nodes.count
    nodes.append(Node(kind: kind, line: 1, column: 1, endLine: 1, endColumn: 1))
    var last = Node.none
    for item in items {
      for child in children(&self, item) {
        if last == Node.none { nodes[index].first = child } else { nodes[Int(last)].next = child }
        nodes[index].count += 1
        last = child
      }
    }
    return Int32(index)
  }
}
