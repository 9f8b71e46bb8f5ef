package import KilimModel

/// JSON Schemas (draft 2020-12) of manifests, for editors, from the declarations alone.
///
/// What they accept, the decoder accepts, and the other way round, except for what no schema can
/// say: names that occur once in a list or agree with `metadata.name`, and sizes in bytes.
package enum ManifestSchema {
  private static let dialect = "https://json-schema.org/draft/2020-12/schema"

  /// The schema of one kind's documents: with the envelope, or of the bare Tapis definition.
  package static func document(of kind: ResourceKind, isBare: Bool = false) -> JSONValue {
    var definitions = SchemaDefinitions()
    let form = isBare ? bare(kind, &definitions) : envelope(kind, &definitions)
    return document(name(of: kind, isBare), kind.rawValue, kind.meaning, form, definitions)
  }

  /// The schema of documents of every kind.
  package static func anyDocument(isBare: Bool = false) -> JSONValue {
    var definitions = SchemaDefinitions()
    var forms: [(kind: ResourceKind, name: String)] = []
    for kind in ResourceKind.allCases where !isBare || kind.hasBareForm {
      let form = isBare ? bare(kind, &definitions) : envelope(kind, &definitions)
      let name = kind.rawValue
      definitions.add(name, [.init("title", .string(name))] + form)
      forms.append((kind, name))
    }
    let form = isBare ? anyBare(forms.map(\.name)) : anyEnvelope(forms)
    return document(
      isBare ? "tapis" : "kilim", isBare ? "Tapis definition" : "Kilim manifest",
      "A document of any kind.", form, definitions)
  }

  private static func name(of kind: ResourceKind, _ isBare: Bool) -> String {
    kind.shortName + (isBare ? ".bare" : "")
  }

  private static func document(
    _ name: String, _ title: String, _ description: String, _ form: [JSONValue.Member],
    _ definitions: SchemaDefinitions
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", .string(dialect)), .init("$id", .string("urn:kilim:v1:schema:\(name)")),
      .init("title", .string(title)), .init("description", .string(description)),
    ]
    members += form
    members.append(.init("$defs", .object(definitions.members)))
    return .object(members)
  }

  private static func envelope(
    _ kind: ResourceKind, _ definitions: inout SchemaDefinitions
  ) -> [JSONValue.Member] {
    [.init("type", "object")] + definitions.schema(of: kind.documentDescription, kind.rawValue)
  }

  private static func anyEnvelope(
    _ forms: [(kind: ResourceKind, name: String)]
  ) -> [JSONValue.Member] {
    let names = forms.map { JSONValue.string($0.name) }
    let rules = forms.map { form -> JSONValue in
      [
        "if": ["properties": ["kind": ["const": .string(form.name)]], "required": ["kind"]],
        "then": ["$ref": .string("#/$defs/\(form.name)")],
      ]
    }
    return [
      .init("type", "object"),
      .init(
        "properties",
        [
          "apiVersion": ["const": .string(Envelope.version)], "kind": ["enum": .array(names)],
          "metadata": ["type": "object"], "spec": ["type": "object"],
        ]),
      .init("required", ["apiVersion", "kind", "metadata", "spec"]), .init("allOf", .array(rules)),
    ]
  }

  /// The spec by itself, which then says its name.
  private static func bare(
    _ kind: ResourceKind, _ definitions: inout SchemaDefinitions
  ) -> [JSONValue.Member] {
    let spec = definitions.use(of: kind.specDescription, "\(kind.rawValue).spec", isNullable: false)
    var members: [JSONValue.Member] = [
      .init("allOf", [spec]), .init("properties", [kind.nameField: ["type": "string"]]),
      .init("required", [.string(kind.nameField)]),
    ]
    // Nothing else tells a profile from other documents (`DocumentShape`).
    if kind == .schedulerProfile {
      let marks: [JSONValue] = ["moduleLoads", "hiddenOptions"].map { ["required": [$0]] }
      members.append(.init("anyOf", .array(marks)))
    }
    return members
  }

  private static func anyBare(_ names: [String]) -> [JSONValue.Member] {
    [
      .init("type", "object"),
      .init("anyOf", .array(names.map { ["$ref": .string("#/$defs/\($0)")] })),
    ]
  }
}
