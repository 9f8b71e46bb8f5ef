import KilimModel

/// The mappings of a schema, each once, in `$defs`.
struct SchemaDefinitions {
  private(set) var members: [JSONValue.Member] = []
  private var names: [RecordDescription: String] = [:]

  mutating func add(_ name: String, _ schema: [JSONValue.Member]) {
    members.append(.init(name, .object(schema)))
  }

  /// A reference to the schema of a mapping, which is defined if it is not yet.
  ///
  /// - Parameter path: the mapping's name if it is new, as in `Job.spec.parameterSet`.
  mutating func use(of record: RecordDescription, _ path: String, isNullable: Bool) -> JSONValue {
    .object(
      [SchemaText.type("object", isNullable)]
        + [.init("$ref", .string("#/$defs/" + define(record, path)))])
  }

  private mutating func define(_ record: RecordDescription, _ path: String) -> String {
    // What differs in identity alone accepts the same.
    let key = record.withoutIdentity
    if let name = names[key] { return name }
    names[key] = path
    // Outer mappings stand before inner ones.
    let place = members.count
    members.append(.init(path, .null))
    members[place].value = .object(schema(of: record, path))
    return path
  }

  /// The schema of a mapping, which is not defined.
  mutating func schema(
    of record: RecordDescription, _ path: String
  ) -> [JSONValue.Member] {
    var properties: [JSONValue.Member] = []
    for field in record.fields {
      let schema = JSONValue.object(self.schema(of: field, "\(path).\(field.name)"))
      for name in [field.name] + (field.otherName.map { [$0] } ?? []) {
        properties.append(.init(name, schema))
      }
    }
    var schema: [JSONValue.Member] = [.init("properties", .object(properties))]
    if !record.ignored.isEmpty {
      // As a pattern, so that no editor proposes them.
      let pattern = "^(" + record.ignored.joined(separator: "|") + ")$"
      schema.append(.init("patternProperties", .object([.init(pattern, true)])))
    }
    schema.append(.init("additionalProperties", false))
    let required = record.fields.filter { $0.isRequired && $0.otherName == nil }
    if !required.isEmpty {
      schema.append(.init("required", .array(required.map { .string($0.name) })))
    }
    let rules = record.fields.compactMap(SchemaRules.ofNames) + record.rules.map(\.schema)
    if !rules.isEmpty { schema.append(.init("allOf", .array(rules))) }
    return schema
  }

  private mutating func schema(
    of field: FieldDescription, _ path: String
  ) -> [JSONValue.Member] {
    var schema = self.schema(of: field.shape, field.record, path, isNullable: !field.isRequired)
    schema.append(.init("description", .string(SchemaText.description(of: field))))
    if let value = field.defaultValue { schema.append(.init("default", value)) }
    return schema
  }

  private mutating func schema(
    of shape: ValueShape, _ record: RecordDescription?, _ path: String, isNullable: Bool
  ) -> [JSONValue.Member] {
    func type(_ name: String) -> JSONValue.Member { SchemaText.type(name, isNullable) }
    switch shape {
    case .boolean: return [type("boolean")]
    case .integer(let range):
      return [
        type("integer"), .init("minimum", .integer(Int64(range.lowerBound))),
        .init("maximum", .integer(Int64(range.upperBound))),
      ]
    case .number(let range):
      return [
        type("number"), .init("minimum", .number(range.lowerBound)),
        .init("maximum", .number(range.upperBound)),
      ]
    case .text(let lengths, let rule):
      return [type("string")] + SchemaText.limits(lengths, rule)
    case .choice(let allowed):
      let values = allowed.map { JSONValue.string($0) } + (isNullable ? [.null] : [])
      return [type("string"), .init("enum", .array(values))]
    case .orBlank(let inner):
      let usual = self.schema(of: inner, record, path, isNullable: isNullable)
      let blank: JSONValue = ["pattern": "^ *$"]
      return [type("string"), .init("anyOf", [.object(Array(usual.dropFirst())), blank])]
    case .list(let item, let unique, let isDistinct):
      let items = self.schema(of: item, record, path, isNullable: false)
      var schema = [type("array"), .init("items", .object(items))]
      // Two equal items have the same name only if each has one.
      let isNamed = record?.fields.contains { $0.name == unique && $0.isRequired } == true
      if isNamed || isDistinct {
        schema.append(.init("uniqueItems", true))
      }
      return schema
    case .record:
      guard let record, case .object(let use) = use(of: record, path, isNullable: isNullable) else {
        return [type("object")]
      }
      return use
    case .stringMap: return [type("object"), .init("additionalProperties", ["type": "string"])]
    case .freeMapping: return [type("object")]
    case .scalar:
      let types: [JSONValue] = ["string", "number", "boolean"] + (isNullable ? ["null"] : [])
      return [.init("type", .array(types))]
    case .either(let first, let second):
      let forms = [first, second].map { shape in
        JSONValue.object(self.schema(of: shape, record, path, isNullable: false))
      }
      return [.init("anyOf", .array(forms + (isNullable ? [["type": "null"]] : [])))]
    case .tuple(let item, let counts):
      let items = self.schema(of: item, record, path, isNullable: false)
      return [
        type("array"), .init("items", .object(items)),
        .init("minItems", .integer(Int64(counts.lowerBound))),
        .init("maxItems", .integer(Int64(counts.upperBound))),
      ]
    case .map(let item):
      let values = self.schema(of: item, record, path + ".NAME", isNullable: false)
      return [type("object"), .init("additionalProperties", .object(values))]
    }
  }
}
