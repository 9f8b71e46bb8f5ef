import KilimModel

extension NodeTree {
  /// A node as JSON; its depth is bounded by the composer.
  func json(_ index: Int32) -> JSONValue {
    let node = nodes[Int(index)]
    switch node.kind {
    case .text: return .string(string(node))
    case .plain: return plainJSON(node)
    case .sequence:
      var items: [JSONValue] = []
      forEachItem(of: index) { items.append(json($0)) }
      return .array(items)
    case .mapping:
      var members: [JSONValue.Member] = []
      forEachEntry(of: index) { entry in
        members.append(.init(string(nodes[Int(entry.key)]), json(entry.value)))
      }
      return .object(members)
    case .alias: return json(node.first)
    }
  }

  private func plainJSON(_ node: Node) -> JSONValue {
    switch withBytes(of: node, ScalarValue.init(plain:)) {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .integer(let value): .integer(value)
    // JSON knows neither infinity nor not-a-number: keep what was written.
    case .number(let value): value.isFinite ? .number(value) : .string(string(node))
    case .text: .string(string(node))
    }
  }
}
