package import KilimModel

/// What people are told of a field, or of a whole document: the text of `kilim explain`.
package struct FieldExplanation: Sendable, Hashable {
  package var kind: ResourceKind
  /// As in `spec.parameterSet.appArgs[].arg`; empty for the whole document.
  package var path: String
  /// As in `arg`; empty for the whole document.
  package var name: String
  package var otherName: String?
  package var type: String
  package var isRequired: Bool
  package var defaultText: String?
  /// Whether a change makes a new run; a mapping's own fields may differ from it.
  package var isIdentity: Bool
  /// The section of the Tapis reference, or "Kilim".
  package var origin: String
  package var documentation: String
  /// Nil where it has no known fields.
  package var fields: [FieldExplanation]?
  package var ignored: [String]
  /// Names from the top of the document.
  private var way: [String]

  /// The smallest right document in which the field stands.
  package var example: JSONValue { ExampleDocument.make(kind, path: way, value: nil) }

  package init(_ kind: ResourceKind) {
    let record = kind.documentDescription
    var root = FieldDescription("", .record, kind.meaning, record: record)
    root.isIdentity = true
    self.init(root, kind, path: "", way: [], isIdentity: true)
  }

  private init(
    _ field: FieldDescription, _ kind: ResourceKind, path: String, way: [String], isIdentity: Bool
  ) {
    self.kind = kind
    self.path = path
    self.way = way
    name = field.name
    otherName = field.otherName
    type = field.summary
    isRequired = field.isRequired
    defaultText = field.defaultText
    self.isIdentity = isIdentity && field.isIdentity
    origin = field.origin
    documentation = field.documentation
    ignored = field.record?.ignored ?? []
    let within = self.isIdentity
    let stem = path + (field.record?.isItem == true ? "[]" : "") + (path.isEmpty ? "" : ".")
    fields = field.record.flatMap { $0.again == nil ? $0.fields : nil }?.map { inner in
      FieldExplanation(
        inner, kind, path: stem + inner.name, way: way + [inner.name], isIdentity: within)
    }
  }
}

extension FieldExplanation {
  package var isOwn: Bool { origin == "Kilim" }

  /// As programs get it: every member is always there.
  package var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "kind": .string(kind.rawValue), "path": .string(path), "type": .string(type),
      "required": .bool(isRequired), "default": text(defaultText), "identity": .bool(isIdentity),
      "origin": .string(origin), "documentation": .string(documentation),
      "otherName": text(otherName), "example": example,
      "fields": fields.map { .array($0.map(\.json)) } ?? .null,
    ]
  }
}
