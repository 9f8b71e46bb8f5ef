import KilimModel

/// Whether a field can change the result of a run (product, section 5).
enum FieldRole: Sendable {
  case identity
  case other
}

/// The one declaration of a field: decoding, hints, canonical JSON, identity and documentation all
/// come from it.
struct Field<Record: Sendable>: Sendable {
  var name: String
  /// A second name that is understood as well.
  var otherName: String?
  var role: FieldRole
  var isRequired = false
  /// What happens where nothing is said.
  var defaultText: String?
  /// The section of the Tapis reference, or "Kilim".
  var origin: String
  /// One or two sentences.
  var documentation: String
  /// What a value must be.
  var shape: ValueShape
  var nested: [String: String]
  /// The fields of the mapping, or of each mapping in the list, that the field holds.
  var record: (@Sendable () -> RecordDescription)?
  var read: @Sendable (Int32, inout Record, inout Decoding) -> Void
  /// Nil for a value that says nothing.
  var write: @Sendable (Record, Selection) -> JSONValue?
  /// What an explicit null means, where it is not the same as leaving the field out.
  var onNull: (@Sendable (inout Record) -> Void)?
}

extension Field {
  var summary: String { shape.summary }

  /// The same field, seen from the record that holds this one's record.
  func lifted<Outer>(_ path: any WritableKeyPath<Outer, Record> & Sendable) -> Field<Outer> {
    let (read, write) = (self.read, self.write)
    let property = Property(path)
    var field = Field<Outer>(
      name: name, otherName: otherName, role: role, isRequired: isRequired,
      defaultText: defaultText, origin: origin, documentation: documentation, shape: shape,
      nested: nested, record: record,
      read: { node, outer, decoding in property.update(&outer) { read(node, &$0, &decoding) } },
      write: { outer, selection in property.with(outer) { write($0, selection) } })
    if let onNull { field.onNull = { outer in property.update(&outer) { onNull(&$0) } } }
    return field
  }

  /// The same field, where it must be there.
  var demanded: Field {
    var field = self
    field.isRequired = true
    return field
  }

  func alsoCalled(_ otherName: String) -> Field {
    var field = self
    field.otherName = otherName
    return field
  }

  func whenNull(_ action: @escaping @Sendable (inout Record) -> Void) -> Field {
    var field = self
    field.onNull = action
    return field
  }
}
