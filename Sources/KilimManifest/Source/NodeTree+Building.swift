import KilimModel

extension NodeTree {
  /// The nodes of a JSON value, so that what was stored is decoded by the same declarations; they
  /// have no places but the one that is given for all. The root is node 0.
  convenience init(of value: JSONValue, at place: Node? = nil) {
    var builder = JSONNodeBuilder(place: place)
    _ = builder.add(value)
    self.init(file: "", directory: "", nodes: builder.nodes, text: builder.text)
  }
}

private struct JSONNodeBuilder {
  var place: Node?
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

  private func new(_ kind: Node.Kind) -> Node {
    Node(
      kind: kind, line: place?.line ?? 1, column: place?.column ?? 1, endLine: place?.endLine ?? 1,
      endColumn: place?.endColumn ?? 1)
  }

  private mutating func addScalar(_ kind: Node.Kind, _ string: String) -> Int32 {
    var node = new(kind)
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
    nodes.append(new(kind))
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
