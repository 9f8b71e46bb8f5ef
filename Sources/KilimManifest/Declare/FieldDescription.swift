/// What people are told of one field.
struct FieldDescription: Sendable, Hashable {
  var name: String
  var otherName: String?
  var isIdentity: Bool
  var isRequired: Bool
  var defaultText: String?
  var origin: String
  var documentation: String
  var shape: ValueShape
  /// The fields of the mapping, or of each mapping in the list, that the field holds.
  var record: RecordDescription?

  init<Record>(_ field: Field<Record>) {
    name = field.name
    otherName = field.otherName
    isIdentity = field.role == .identity
    isRequired = field.isRequired
    defaultText = field.defaultText
    origin = field.origin
    documentation = field.documentation
    shape = field.shape
    record = field.record?()
  }

  /// A field that no `Field` declares.
  init(
    _ name: String, _ shape: ValueShape, _ documentation: String, record: RecordDescription? = nil
  ) {
    self.name = name
    isIdentity = false
    isRequired = true
    origin = "Kilim"
    self.documentation = documentation
    self.shape = shape
    self.record = record
  }

  var summary: String { shape.summary }
}
