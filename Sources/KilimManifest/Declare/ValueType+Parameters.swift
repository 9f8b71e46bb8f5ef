import KilimModel

extension ValueType where Value == JSONValue {
  /// A text, a number, true or false.
  static var scalar: ValueType {
    ValueType(shape: .scalar) { node, decoding in
      switch decoding.scalar(node) {
      case .boolean(let value): return .bool(value)
      case .integer(let value): return .integer(value)
      case .number(let value) where value.isFinite: return .number(value)
      case .text: return .string(decoding.tree.string(decoding.tree.node(node)))
      case .null, .number, nil:
        decoding.reportType(node, "a text, a number, true or false")
        return nil
      }
    } write: { value, _ in
      value
    }
  }
}

extension ValueType where Value == ParameterValues {
  /// A list of scalars, one scalar, or a mapping with a rule.
  static var parameterValues: ValueType {
    let list = ValueType<[JSONValue]>.list(.scalar)
    return ValueType(
      shape: .either(list.shape, .record),
      read: { node, decoding in
        switch decoding.tree.node(node).kind {
        case .sequence:
          guard let items = list.read(node, &decoding) else { return nil }
          guard !items.isEmpty else {
            decoding.report(
              .outOfRange, at: node, "`\(decoding.path.name)` has no value",
              hint: "leave the parameter out, or give it one")
            return nil
          }
          return .listed(items)
        case .mapping:
          return ParameterDeclaration.rule.read(node, &decoding).map { .generated($0) }
        case .plain, .text, .alias:
          decoding.reportType(
            node, "a list or a rule",
            hint: decoding.listHint(node) ?? "as in [1, 2, 3] or {range: [1, 9, 2]}")
          return nil
        }
      },
      write: { values, selection in
        switch values {
        case .listed(let items): list.write(items, selection)
        case .generated(let rule): ParameterDeclaration.rule.write(rule, selection)
        }
      },
      nested: [:], record: { RecordDescription(ParameterDeclaration.rule) })
  }
}

extension ValueType where Value == [Double] {
  /// A list of so many numbers.
  static func numbers(_ counts: ClosedRange<Int>) -> ValueType {
    let item = ValueType<Double>.number(-1e300...1e300)
    let list = ValueType<[Double]>.list(item)
    return ValueType(shape: .tuple(item.shape, counts)) { node, decoding in
      let before = decoding.diagnostics.count
      guard let items = list.read(node, &decoding) else { return nil }
      guard counts.contains(items.count) || decoding.diagnostics.count > before else {
        let wanted =
          counts.lowerBound == counts.upperBound
          ? "\(counts.lowerBound)" : "\(counts.lowerBound) or \(counts.upperBound)"
        decoding.report(
          .outOfRange, at: node, "`\(decoding.path.name)` has \(items.count) numbers",
          hint: "it takes \(wanted)")
        return nil
      }
      return decoding.diagnostics.count > before ? nil : items
    } write: { items, _ in
      .array(items.map { ExpressionValue.number($0).json ?? .null })
    }
  }
}

extension ValueType {
  /// A mapping from names of the user's own to values of one type.
  static func map<Item>(of item: ValueType<Item>) -> ValueType where Value == [String: Item] {
    var type = ValueType(shape: .map(item.shape)) { node, decoding in
      guard decoding.tree.node(node).kind == .mapping else {
        decoding.reportType(node, "a mapping")
        return nil
      }
      var map: [String: Item] = [:]
      let tree = decoding.tree
      tree.forEachEntry(of: node) { entry in
        let key = tree.string(tree.node(entry.key))
        decoding.enterField(key, entry.key)
        if let value = item.read(entry.value, &decoding) { map[key] = value }
        decoding.leave()
      }
      return map
    } write: { map, selection in
      .object(
        map.sorted { $0.key < $1.key }.map { .init($0.key, item.write($0.value, selection)) })
    }
    if let record = item.record { type.record = { record().asMapped } }
    return type
  }

  /// A mapping, or its one needed field by itself.
  static func orText(
    _ type: RecordType<Value>, _ make: @escaping @Sendable (String) -> Value
  ) -> ValueType {
    let text = ValueType<String>.text(1...4096, .oneLine)
    return ValueType(
      shape: .either(text.shape, .record),
      read: { node, decoding in
        decoding.tree.node(node).kind == .mapping
          ? type.read(node, &decoding) : text.read(node, &decoding).map(make)
      },
      write: { type.write($0, $1) }, nested: [:], record: { RecordDescription(type) })
  }
}

extension Field {
  /// A mapping from names to values; an empty one says nothing.
  static func map<Item>(
    _ name: String, _ path: any WritableKeyPath<Record, [String: Item]> & Sendable,
    _ item: ValueType<Item>, _ documentation: String
  ) -> Field {
    let property = Property(path)
    let type = ValueType<[String: Item]>.map(of: item)
    return Field(
      name: name, role: .other, origin: "Kilim", documentation: documentation, shape: type.shape,
      nested: [:], record: type.record,
      read: { node, record, decoding in
        if let value = type.read(node, &decoding) { property.update(&record) { $0 = value } }
      },
      write: { record, selection in
        let map = property.value(in: record)
        return map.isEmpty ? .none : .some(type.write(map, selection))
      })
  }
}
