/// The mappings of a kind, each once, with all the places where it stands.
struct FieldSections {
  struct Section {
    var paths: [String]
    var record: RecordDescription
  }

  private(set) var all: [Section] = []

  /// Adds a mapping and, after it, those inside it.
  mutating func add(_ record: RecordDescription, at path: String, isIdentity: Bool = true) {
    // What lies in a field that is not identity is none either.
    let record = isIdentity ? record : record.withoutIdentity
    let path = record.isItem ? path + "[]" : path
    if let known = all.firstIndex(where: { $0.record == record }) {
      all[known].paths.append(path)
      return
    }
    all.append(Section(paths: [path], record: record))
    for field in record.fields {
      if let inner = field.record, inner.again == nil {
        add(inner, at: "\(path).\(field.name)", isIdentity: field.isIdentity)
      }
    }
  }
}
