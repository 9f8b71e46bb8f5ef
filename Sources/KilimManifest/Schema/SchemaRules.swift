import KilimModel

/// Rules over several fields, as schemas.
enum SchemaRules {
  /// For a field with two names: one of them, not both.
  static func ofNames(_ field: FieldDescription) -> JSONValue? {
    guard let other = field.otherName else { return nil }
    let names = [field.name, other]
    guard field.isRequired else {
      return ["not": ["type": "object", "required": .array(names.map { .string($0) })]]
    }
    return ["oneOf": .array(names.map { ["required": [.string($0)]] })]
  }

  /// The mapping has the fields, with values of whatever type.
  fileprivate static func isSet(_ names: [String]) -> JSONValue {
    [
      "type": "object", "required": .array(names.map { .string($0) }),
      "properties": .object(names.map { .init($0, ["not": ["type": "null"]]) }),
    ]
  }
}

extension RecordRule {
  var schema: JSONValue {
    switch self {
    case .exclusive(let one, let other):
      return ["not": SchemaRules.isSet([one, other])]
    case .anySet(let names):
      return ["anyOf": .array(names.map { SchemaRules.isSet([$0]) } + [["type": "null"]])]
    case .notEmpty(let name):
      return ["properties": .object([.init(name, ["minItems": 1])])]
    case .choice(let field, let value, let then, let otherwise):
      let condition = JSONValue.object([.init(field, ["const": .string(value)])])
      return [
        "if": ["properties": condition, "required": [.string(field)]], "then": then.schema,
        "else": otherwise.schema,
      ]
    }
  }
}

extension RecordRule.Demands {
  fileprivate var schema: JSONValue {
    let needed = needed.map { name in
      JSONValue.Member(name, ["not": ["type": "null"], "minItems": 1])
    }
    // Nothing, or an empty list, which says nothing either.
    let forbidden = forbidden.map { name in
      JSONValue.Member(name, ["type": ["array", "null"], "maxItems": 0])
    }
    return .object(
      [.init("required", .array(self.needed.map { .string($0) }))]
        + [.init("properties", .object(needed + forbidden))])
  }
}
