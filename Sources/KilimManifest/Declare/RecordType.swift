import KilimModel

/// A mapping with known fields.
struct RecordType<Record: Sendable>: Sendable {
  /// As in "there is no field `x` in a job's argument".
  let title: String
  let fields: [Field<Record>]
  let make: @Sendable () -> Record
  /// What to say to fields that are known to be wrong here, by name.
  let advice: [String: String]
  /// Fields that mean nothing here and harm nothing.
  let ignored: Set<String>
  /// Fields that a later version will understand.
  let later: Set<String>
  /// Rules over several fields; runs when the record is read.
  let check: (@Sendable (Record, Int32, inout Decoding) -> Void)?
  /// Where the fields of nested records belong: `appArgs` in `parameterSet`.
  let nested: [String: String]
  private let index: FieldIndex

  init(
    _ title: String, _ make: @escaping @Sendable () -> Record, _ fields: [Field<Record>],
    advice: [String: String] = [:], ignored: Set<String> = [], later: Set<String> = [],
    check: (@Sendable (Record, Int32, inout Decoding) -> Void)? = nil
  ) {
    self.title = title
    self.make = make
    self.fields = fields
    self.advice = advice
    self.ignored = ignored
    self.later = later
    self.check = check
    index = FieldIndex(
      fields.enumerated().flatMap { number, field in
        [(field.name, number)] + (field.otherName.map { [($0, number)] } ?? [])
      })
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
    for field in fields where selection == .all || field.role == .identity {
      if let value = field.write(record, selection) { members.append(.init(field.name, value)) }
    }
    return .object(members)
  }

  private func readFields(into record: inout Record, _ node: Int32, _ decoding: inout Decoding) {
    var seen: UInt64 = 0
    let tree = decoding.tree
    tree.forEachEntry(of: node) { entry in
      guard let number = tree.withBytes(of: tree.node(entry.key), index.number(of:)) else {
        return reportUnknown(entry, &decoding)
      }
      let field = fields[number]
      if seen & 1 << number != 0, let other = field.otherName {
        return decoding.report(
          .exclusiveFields, at: entry.key,
          "`\(field.name)` and `\(other)` are two names of the same field", hint: "keep one of them")
      }
      seen |= 1 << number
      decoding.enterField(field.name, entry.key)
      readField(field, entry, into: &record, &decoding)
      decoding.leave()
    }
    for (number, field) in fields.enumerated() where field.isRequired && seen & 1 << number == 0 {
      decoding.reportMissing(field.name, "`\(field.name)`: \(field.documentation)")
    }
    check?(record, node, &decoding)
  }

  private func readField(
    _ field: Field<Record>, _ entry: NodeTree.Entry, into record: inout Record,
    _ decoding: inout Decoding
  ) {
    guard decoding.isNull(entry.value) else { return field.read(entry.value, &record, &decoding) }
    if let onNull = field.onNull { return onNull(&record) }
    guard field.isRequired else { return }
    decoding.report(
      .missingField, at: entry.key, "`\(field.name)` has no value",
      hint: "`\(field.name)`: \(field.documentation)")
  }

  private func reportUnknown(_ entry: NodeTree.Entry, _ decoding: inout Decoding) {
    let name = decoding.tree.string(decoding.tree.node(entry.key))
    if ignored.contains(name) { return decoding.ignored.append((name, entry.key)) }
    decoding.enterField(name, entry.key)
    defer { decoding.leave() }
    if later.contains(name) {
      return decoding.report(
        .unsupportedFeature, at: entry.key, "`\(name)` is not supported yet by this version",
        hint: "leave it out for now")
    }
    decoding.report(
      .unknownField, at: entry.key, "there is no field `\(name)` in \(title)",
      hint: hint(forUnknown: name))
  }

  private func hint(forUnknown name: String) -> String {
    if let advice = advice[name] { return advice }
    if let way = nested[name], !way.isEmpty { return "`\(name)` belongs in `\(way)`" }
    let names = fields.flatMap { [$0.name] + ($0.otherName.map { [$0] } ?? []) }
    if let nearest = Spelling.nearest(to: name, among: names) { return "did you mean `\(nearest)`?" }
    return "fields here: " + fields.map(\.name).joined(separator: ", ")
  }
}
