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
    var members = members
    func has(_ name: String) -> Bool { members.contains { $0.key == name } }
    func add(_ name: String) {
      guard !has(name), let field = record.field(name) else { return }
      members.append(.init(name, FieldExample.value(of: field, in: record)))
    }
    for field in record.fields where field.isRequired && !has(field.otherName ?? field.name) {
      add(field.name)
    }
    for rule in record.rules { satisfy(rule, &members, add) }
    let order = record.fields.flatMap { [$0.name] + ($0.otherName.map { [$0] } ?? []) }
    let places = members.map { order.firstIndex(of: $0.key) ?? order.count }
    return .object(
      members.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { members[$0] })
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
    return complete(record, [.init(name, inner.isItem ? [nested] : nested)])
  }

  private static func satisfy(
    _ rule: RecordRule, _ members: inout [JSONValue.Member], _ add: (String) -> Void
  ) {
    switch rule {
    case .exclusive, .notEmpty: return
    case .anySet(let names):
      let isSet = members.contains { names.contains($0.key) && $0.value != .null }
      let free = names.first { name in !members.contains { $0.key == name } }
      if !isSet, let free { add(free) }
    case .choice(let field, let value, let then, let otherwise):
      let chosen = members.first { $0.key == field }?.value
      let isThen =
        chosen == .string(value)
        || chosen == nil
          && members.contains {
            otherwise.forbidden.contains($0.key) && !$0.value.saysNothing
              || otherwise.needed.contains($0.key) && $0.value.saysNothing
          }
      if isThen, chosen == nil { members.append(.init(field, .string(value))) }
      for name in isThen ? then.needed : otherwise.needed { add(name) }
    }
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

extension JSONValue {
  fileprivate var saysNothing: Bool { self == .null || self == .array([]) }
}
