import KilimModel

extension ValueType {
  /// A list of values of one type.
  static func list<Item>(_ item: ValueType<Item>) -> ValueType where Value == [Item] {
    var type = ValueType(shape: .list(item.shape)) { node, decoding in
      guard decoding.tree.node(node).kind == .sequence else {
        decoding.reportType(node, "a list", hint: decoding.listHint(node))
        return nil
      }
      var items: [Item] = []
      decoding.tree.forEachItem(of: node) { child in
        decoding.enterItem(items.count, child)
        if let value = item.read(child, &decoding) { items.append(value) }
        decoding.leave()
      }
      return items
    } write: { items, selection in
      .array(items.map { item.write($0, selection) })
    }
    if let record = item.record { type.record = { record().asItem } }
    return type
  }

  /// A list whose order has no meaning; a digest of it does not depend on it.
  static func unordered<Item>(_ item: ValueType<Item>) -> ValueType where Value == [Item] {
    var type = list(item)
    type.describeItems { $0.isUnordered = true }
    type.write = { items, selection in
      let values = items.map { item.write($0, selection) }
      switch selection {
      case .all: return .array(values)
      case .identity:
        guard values.count > 1 else { return .array(values) }
        let sorted = values.map { ($0.text, $0) }.sorted { $0.0 < $1.0 }
        return .array(sorted.map(\.1))
      }
    }
    return type
  }

  /// A list in which no item occurs twice; Tapis compares items with all that is in them (reference,
  /// section 1).
  func distinct<Item: Hashable>() -> ValueType where Value == [Item] {
    var type = self
    let read = self.read
    if case .list(let item, let field, _) = shape {
      type.shape = .list(item, uniqueBy: field, isDistinct: true)
    }
    type.read = { node, decoding in
      let before = decoding.diagnostics.count
      guard let items = read(node, &decoding) else { return nil }
      // What is left of items with mistakes may be equal, though the items are not.
      if items.count > 1, decoding.diagnostics.count == before {
        decoding.reportEqualItems(in: node, items) { _ in true }
      }
      return items
    }
    return type
  }

  /// A list in which a name occurs once, and no item without one occurs twice.
  func uniqueNames<Item: Hashable>(
    _ field: String, _ name: @escaping @Sendable (Item) -> String?
  ) -> ValueType where Value == [Item] {
    var type = self
    type.describeItems { $0.itemKey = field }
    let read = self.read
    if case .list(let item, _, _) = shape {
      type.shape = .list(item, uniqueBy: field, isDistinct: true)
    }
    type.read = { node, decoding in
      let before = decoding.diagnostics.count
      guard let items = read(node, &decoding) else { return nil }
      if items.count > 1 {
        decoding.reportDuplicates(in: node, field, names: items.compactMap(name))
      }
      if items.count > 1, decoding.diagnostics.count == before {
        decoding.reportEqualItems(in: node, items) { name($0) == nil }
      }
      return items
    }
    return type
  }

  private mutating func describeItems(
    _ change: @escaping @Sendable (inout RecordDescription) -> Void
  ) {
    guard let record = self.record else { return }
    self.record = {
      var description = record()
      change(&description)
      return description
    }
  }

  static func record(_ type: RecordType<Value>) -> ValueType {
    ValueType(
      shape: .record,
      read: { type.read($0, &$1) },
      write: { type.write($0, $1) },
      nested: type.nested, record: { RecordDescription(type) })
  }
}

extension ValueType where Value == [String: String] {
  /// A mapping from text to text.
  static var stringMap: ValueType {
    ValueType(shape: .stringMap) { node, decoding in
      guard decoding.tree.node(node).kind == .mapping else {
        decoding.reportType(node, "a mapping")
        return nil
      }
      var map: [String: String] = [:]
      let tree = decoding.tree
      tree.forEachEntry(of: node) { entry in
        let key = tree.string(tree.node(entry.key))
        decoding.enterField(key, entry.key)
        defer { decoding.leave() }
        guard let value = decoding.text(entry.value) else {
          return decoding.reportType(entry.value, "text")
        }
        map[key] = value
      }
      return map
    } write: { map, _ in
      .object(map.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
    }
  }
}

extension ValueType where Value == JSONValue {
  /// A mapping of whatever the user likes, of at most 64 KiB.
  static var freeMapping: ValueType {
    let most = 65_536
    return ValueType(shape: .freeMapping(maxBytes: most)) { node, decoding in
      guard decoding.tree.node(node).kind == .mapping else {
        decoding.reportType(node, "a mapping")
        return nil
      }
      let value = decoding.tree.json(node)
      let size = value.text.utf8.count
      guard size <= most else {
        decoding.report(
          .outOfRange, at: node, "`\(decoding.path.name)` has \(size) bytes as JSON",
          hint: "at most \(most) are allowed; keep large data in a file of its own")
        return nil
      }
      return value
    } write: { value, _ in
      value
    }
  }
}
