import KilimModel

/// Small right documents around one field.
enum ExampleDocument {
  /// A document of the kind in which the field that `path` leads to has the value, and beside it
  /// only what must be there.
  ///
  /// - Parameter path: names from the top of the document; empty for the smallest document of all.
  static func make(_ kind: ResourceKind, path: [String], value: JSONValue?) -> JSONValue {
    let root = kind.documentDescription
    guard let document = mapping(root, path[...], value) else { return .null }
    return named(document, kind)
  }

  /// A mapping with the members, and with all that its declaration demands beside them.
  static func complete(_ record: RecordDescription, _ members: [JSONValue.Member]) -> JSONValue {
    var mapping = ExampleMapping(record: record, members: members)
    mapping.addRequired()
    for rule in record.rules { mapping.satisfy(rule) }
    return mapping.value
  }

  private static func mapping(
    _ record: RecordDescription, _ path: ArraySlice<String>, _ value: JSONValue?
  ) -> JSONValue? {
    guard let name = path.first, let field = record.field(name) else {
      return complete(record, [])
    }
    guard path.count > 1, let inner = field.record else {
      let value = value ?? FieldExample.value(of: field, in: record)
      return complete(record, [.init(name, value)])
    }
    guard let nested = mapping(inner, path.dropFirst(), value) else { return nil }
    return complete(record, [.init(name, inner.placed(nested))])
  }

  /// `metadata.name` and the spec's own name agree.
  private static func named(_ document: JSONValue, _ kind: ResourceKind) -> JSONValue {
    guard case .object(var members) = document,
      let own = document["spec"]?[kind.nameField], own.plainText != nil,
      let place = members.firstIndex(where: { $0.key == "metadata" }),
      case .object(var metadata) = members[place].value,
      let name = metadata.firstIndex(where: { $0.key == "name" })
    else { return document }
    metadata[name].value = own
    members[place].value = .object(metadata)
    return .object(members)
  }
}

extension RecordDescription {
  /// A mapping of it as the value of the field that holds it.
  func placed(_ mapping: JSONValue) -> JSONValue {
    if isItem { return [mapping] }
    return isMapped ? ["k": mapping] : mapping
  }
}
