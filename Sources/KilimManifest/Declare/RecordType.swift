import KilimModel

/// A mapping with known fields.
struct RecordType<Record: Sendable>: Sendable {
  /// As in "there is no field `x` in a job's argument".
  let title: String
  let fields: [Field<Record>]
  let make: @Sendable () -> Record
  /// What to say to fields that are known to be wrong here, by name.
  let advice: [String: Advice]
  /// Fields that mean nothing here and harm nothing.
  let ignored: Set<String>
  /// What `check` demands, as far as a JSON Schema can say it.
  let rules: [RecordRule]
  /// Rules over several fields; runs when the record is read.
  let check: (@Sendable (Record, Int32, inout Decoding) -> Void)?
  /// Where the fields of nested records belong: `appArgs` in `parameterSet`.
  let nested: [String: String]
  private let index: FieldIndex
  // Copies of what every document needs: a whole `Field` costs a dozen reference counts to touch.
  private let readers: [Reader]
  private let writers: [Writer]
  private let identityWriters: [Writer]
  private let required: UInt64

  private struct Reader {
    var name: String
    var read: @Sendable (Int32, inout Record, inout Decoding) -> Void
  }

  private struct Writer {
    var name: String
    var write: @Sendable (Record, Selection) -> JSONValue?
  }

  init(
    _ title: String, _ make: @escaping @Sendable () -> Record, _ fields: [Field<Record>],
    advice: [String: Advice] = [:], ignored: Set<String> = [],
    rules: [RecordRule] = [],
    check: (@Sendable (Record, Int32, inout Decoding) -> Void)? = nil
  ) {
    self.title = title
    self.make = make
    self.fields = fields
    self.advice = advice
    self.ignored = ignored
    self.rules = rules
    self.check = check
    index = FieldIndex(
      fields.enumerated().flatMap { number, field in
        [(field.name, number)] + (field.otherName.map { [($0, number)] } ?? [])
      })
    readers = fields.map { Reader(name: $0.name, read: $0.read) }
    writers = fields.map { Writer(name: $0.name, write: $0.write) }
    identityWriters = fields.filter { $0.role == .identity }.map {
      Writer(name: $0.name, write: $0.write)
    }
    required = fields.indices.reduce(0) { fields[$1].isRequired ? $0 | 1 << $1 : $0 }
    var nested: [String: String] = [:]
    for field in fields {
      for (name, way) in field.nested where nested[name] == nil {
        nested[name] = way.isEmpty ? field.name : "\(field.name).\(way)"
      }
    }
    for field in fields { nested[field.name] = "" }
    self.nested = nested
  }

  /// Reads a mapping; nil after a diagnostic for anything else.
  func read(_ node: Int32, _ decoding: inout Decoding) -> Record? {
    guard decoding.tree.node(node).kind == .mapping else {
      decoding.reportType(node, "a mapping")
      return nil
    }
    var record = make()
    readFields(into: &record, node, &decoding)
    return record
  }

  func fill(_ record: inout Record, _ node: Int32, _ decoding: inout Decoding) {
    guard decoding.tree.node(node).kind == .mapping else {
      return decoding.reportType(node, "a mapping")
    }
    readFields(into: &record, node, &decoding)
  }

  func write(_ record: Record, _ selection: Selection) -> JSONValue {
    var members: [JSONValue.Member] = []
    members.reserveCapacity(8)
    for writer in selection == .all ? writers : identityWriters {
      if let value = writer.write(record, selection) { members.append(.init(writer.name, value)) }
    }
    return .object(members)
  }

  private func readFields(into record: inout Record, _ node: Int32, _ decoding: inout Decoding) {
    var seen: UInt64 = 0
    let tree = decoding.tree
    tree.forEachEntry(of: node) { entry in
      guard let number = tree.withBytes(of: tree.node(entry.key), index.number(of:)) else {
        // A misspelt field is not missing as well.
        if let meant = reportUnknown(entry, &decoding) {
          seen |= 1 << meant
          readMisspelt(entry, as: meant, into: &record, node, &decoding)
        }
        return
      }
      if seen & 1 << number != 0, reportBothNames(number, entry.key, of: node, &decoding) { return }
      seen |= 1 << number
      decoding.enterField(readers[number].name, entry.key)
      if decoding.isNull(entry.value) {
        readNull(number, entry.key, into: &record, &decoding)
      } else {
        readers[number].read(entry.value, &record, &decoding)
      }
      decoding.leave()
    }
    if seen & required != required { reportMissing(seen, &decoding) }
    check?(record, node, &decoding)
  }

  private func readNull(
    _ number: Int, _ key: Int32, into record: inout Record, _ decoding: inout Decoding
  ) {
    let field = fields[number]
    if let onNull = field.onNull { return onNull(&record) }
    guard field.isRequired else { return }
    decoding.report(
      .missingField, at: key, "`\(field.name)` has no value",
      hint: "`\(field.name)`: \(field.documentation)")
  }

  private func reportMissing(_ seen: UInt64, _ decoding: inout Decoding) {
    for (number, field) in fields.enumerated() where field.isRequired && seen & 1 << number == 0 {
      decoding.reportMissing(field.name, "`\(field.name)`: \(field.documentation)")
    }
  }

  /// False when the same name stands twice, which the reader has already reported.
  private func reportBothNames(
    _ number: Int, _ key: Int32, of node: Int32, _ decoding: inout Decoding
  ) -> Bool {
    guard let other = fields[number].otherName, decoding.tree.entry(other, of: node) != nil,
      decoding.tree.entry(fields[number].name, of: node) != nil
    else { return false }
    decoding.report(
      .exclusiveFields, at: key,
      "`\(fields[number].name)` and `\(other)` are two names of the same field",
      hint: "keep one of them")
    return true
  }
}
