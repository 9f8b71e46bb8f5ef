import KilimModel

extension ValueType {
  /// A list of values of one type.
  static func list<Item>(_ item: ValueType<Item>) -> ValueType where Value == [Item] {
    var type = ValueType(summary: "a list; each item \(item.summary)") { node, decoding in
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

  /// A list in which a name occurs once.
  func uniqueNames<Item>(
    _ field: String, _ name: @escaping @Sendable (Item) -> String?
  ) -> ValueType where Value == [Item] {
    var type = self
    let read = self.read
    type.read = { node, decoding in
      guard let items = read(node, &decoding) else { return nil }
      if items.count > 1 {
        decoding.reportDuplicates(in: node, field, names: items.compactMap(name))
      }
      return items
    }
    return type
  }

  static func record(_ type: RecordType<Value>) -> ValueType {
    ValueType(
      summary: "a mapping",
      read: { type.read($0, &$1) },
      write: { type.write($0, $1) },
      nested: type.nested, record: { RecordDescription(type) })
  }
}

extension ValueType where Value == [String: String] {
  /// A mapping from text to text.
  static var stringMap: ValueType {
    ValueType(summary: "a mapping from names to text") { node, decoding in
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
    ValueType(summary: "a mapping of anything, 64 KiB at most") { node, decoding in
      guard decoding.tree.node(node).kind == .mapping else {
        decoding.reportType(node, "a mapping")
        return nil
      }
      let value = decoding.tree.json(node)
      let size = value.text.utf8.count
      guard size <= 65_536 else {
        decoding.report(
          .outOfRange, at: node, "`\(decoding.path.name)` has \(size) bytes as JSON",
          hint: "at most 65536 are allowed; keep large data in a file of its own")
        return nil
      }
      return value
    } write: { value, _ in
      value
    }
  }
}
