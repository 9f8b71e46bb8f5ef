/// What people are told of a mapping with known fields: its declaration without the code in it.
struct RecordDescription: Sendable, Hashable {
  /// As in "there is no field `x` in a job's argument".
  var title: String
  var fields: [FieldDescription]
  /// It is one of a list.
  var isItem = false
  /// It is the value of names that the user gives.
  var isMapped = false
  /// The field by which the items of the list are told apart, where each has a name of its own.
  var itemKey: String?
  /// The order of the items has no meaning.
  var isUnordered = false
  /// Passed over, since they mean nothing here.
  var ignored: [String]
  /// Over several fields.
  var rules: [RecordRule]

  init<Record>(_ type: RecordType<Record>) {
    title = type.title
    fields = type.fields.map { FieldDescription($0) }
    ignored = type.ignored.sorted()
    rules = type.rules
  }

  /// A mapping that no `RecordType` declares.
  init(title: String, fields: [FieldDescription], ignored: [String]) {
    self.title = title
    self.fields = fields
    self.ignored = ignored
    rules = []
  }

  func field(_ name: String) -> FieldDescription? {
    fields.first { $0.name == name || $0.otherName == name }
  }

  /// The same mapping, where it stands in a list.
  var asItem: RecordDescription {
    var record = self
    record.isItem = true
    return record
  }

  /// The same mapping, where it is the value of names that the user gives.
  var asMapped: RecordDescription {
    var record = self
    record.isMapped = true
    return record
  }

  /// The same mapping, where it plays no part in a run's identity.
  var withoutIdentity: RecordDescription {
    var record = self
    for index in record.fields.indices { record.fields[index].isIdentity = false }
    return record
  }
}
