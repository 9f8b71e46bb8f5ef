import KilimModel

/// A mapping that gets what its declaration demands.
struct ExampleMapping {
  let record: RecordDescription
  private(set) var members: [JSONValue.Member]

  init(record: RecordDescription, members: [JSONValue.Member]) {
    self.record = record
    self.members = members
  }

  /// In the order of the declaration.
  var value: JSONValue {
    let order = record.fields.flatMap { [$0.name] + ($0.otherName.map { [$0] } ?? []) }
    let places = members.map { order.firstIndex(of: $0.key) ?? order.count }
    return .object(
      members.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { members[$0] })
  }

  mutating func addRequired() {
    for field in record.fields where field.isRequired && !has(field.otherName ?? field.name) {
      add(field.name)
    }
  }

  mutating func satisfy(_ rule: RecordRule) {
    switch rule {
    case .exclusive, .notEmpty: return
    case .anySet(let names):
      let isSet = members.contains { names.contains($0.key) && $0.value != .null }
      if !isSet, let free = names.first(where: { !has($0) }) { add(free) }
    case .choice(let field, let value, let then, let otherwise):
      let isThen = isChosen(field, value, otherwise)
      if isThen, !has(field) { members.append(.init(field, .string(value))) }
      for name in isThen ? then.needed : otherwise.needed { add(name) }
    }
  }

  private func has(_ name: String) -> Bool { members.contains { $0.key == name } }

  private mutating func add(_ name: String) {
    guard !has(name), let field = record.field(name) else { return }
    members.append(.init(name, FieldExample.value(of: field, in: record)))
  }

  /// Whether the field has the value, or the other members allow no other one.
  private func isChosen(
    _ field: String, _ value: String, _ otherwise: RecordRule.Demands
  ) -> Bool {
    if let chosen = members.first(where: { $0.key == field }) {
      return chosen.value == .string(value)
    }
    return members.contains { member in
      otherwise.forbidden.contains(member.key) && !member.value.saysNothing
        || otherwise.needed.contains(member.key) && member.value.saysNothing
    }
  }
}

extension JSONValue {
  fileprivate var saysNothing: Bool { self == .null || self == .array([]) }
}
