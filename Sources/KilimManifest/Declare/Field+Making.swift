import KilimModel

extension Field {
  /// A field that may be left out, which is not the same as any value.
  static func optional<Value>(
    _ name: String, _ path: any WritableKeyPath<Record, Value?> & Sendable,
    _ type: ValueType<Value>, _ role: FieldRole, _ origin: String, _ documentation: String,
    default defaultText: String? = nil
  ) -> Field {
    let property = Property(path)
    return Field(
      name: name, role: role, defaultText: defaultText, origin: origin,
      documentation: documentation, shape: type.shape, nested: type.nested,
      record: type.record,
      read: { node, record, decoding in
        if let value = type.read(node, &decoding) { property.update(&record) { $0 = value } }
      },
      write: { record, selection in
        property.value(in: record).map { type.write($0, selection) }
      })
  }

  /// A field that must be there.
  static func required<Value>(
    _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable,
    _ type: ValueType<Value>, _ role: FieldRole, _ origin: String, _ documentation: String
  ) -> Field {
    let property = Property(path)
    return Field(
      name: name, role: role, isRequired: true, origin: origin, documentation: documentation,
      shape: type.shape, nested: type.nested, record: type.record,
      read: { node, record, decoding in
        if let value = type.read(node, &decoding) { property.update(&record) { $0 = value } }
      },
      write: { record, selection in type.write(property.value(in: record), selection) })
  }

  /// A list; an empty one says nothing.
  static func list<Item>(
    _ name: String, _ path: any WritableKeyPath<Record, [Item]> & Sendable,
    _ type: ValueType<[Item]>, _ role: FieldRole, _ origin: String, _ documentation: String
  ) -> Field {
    let property = Property(path)
    return Field(
      name: name, role: role, origin: origin, documentation: documentation, shape: type.shape,
      nested: type.nested, record: type.record,
      read: { node, record, decoding in
        if let value = type.read(node, &decoding) { property.update(&record) { $0 = value } }
      },
      write: { record, selection in
        let items = property.value(in: record)
        return items.isEmpty ? .none : .some(type.write(items, selection))
      })
  }

  /// A mapping of further fields; one without any says nothing.
  static func group<Inner>(
    _ name: String, _ path: any WritableKeyPath<Record, Inner> & Sendable,
    _ type: RecordType<Inner>, _ role: FieldRole, _ origin: String, _ documentation: String
  ) -> Field {
    let property = Property(path)
    return Field(
      name: name, role: role, origin: origin, documentation: documentation, shape: .record,
      nested: type.nested, record: { RecordDescription(type) },
      read: { node, record, decoding in
        property.update(&record) { type.fill(&$0, node, &decoding) }
      },
      write: { record, selection in
        let value = property.with(record) { type.write($0, selection) }
        return value == .object([]) ? .none : .some(value)
      })
  }
}
