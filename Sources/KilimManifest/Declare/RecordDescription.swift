/// What people are told of a mapping with known fields: its declaration without the code in it.
struct RecordDescription: Sendable, Hashable {
  var fields: [FieldDescription]
  /// It is one of a list.
  var isItem = false
  /// Passed over, since they mean nothing here.
  var ignored: [String]

  init<Record>(_ type: RecordType<Record>) {
    fields = type.fields.map { FieldDescription($0) }
    ignored = type.ignored.sorted()
  }

  /// The same mapping, where it stands in a list.
  var asItem: RecordDescription {
    var record = self
    record.isItem = true
    return record
  }

  /// The same mapping, where it plays no part in a run's identity.
  var withoutIdentity: RecordDescription {
    var record = self
    for index in record.fields.indices { record.fields[index].isIdentity = false }
    return record
  }
}
