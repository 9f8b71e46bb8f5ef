import KilimModel

@testable import KilimManifest

/// A document, and whether it is right.
struct SchemaCase {
  var document: JSONValue
  var isRight: Bool
  /// As in `spec.parameterSet.appArgs.arg = 5`.
  var what: String

  /// Every field of the kind with every sample of its shape, and every mapping with each mistake
  /// that a mapping can have; one thing in a document.
  static func all(of kind: ResourceKind) -> [SchemaCase] {
    var visited: Set<RecordDescription> = []
    return cases(of: kind.documentDescription, kind, [], &visited)
  }

  /// The documents among these that differ in their spec, without an envelope.
  static func bare(_ cases: [SchemaCase], _ kind: ResourceKind) -> [SchemaCase] {
    cases.compactMap { one -> SchemaCase? in
      guard one.what.hasPrefix("spec."), case .object(var members)? = one.document["spec"] else {
        return nil
      }
      members.removeAll { $0.key == kind.nameField && $0.value == .null }
      if !members.contains(where: { $0.key == kind.nameField }) {
        members.append(.init(kind.nameField, one.document["metadata"]?["name"] ?? "first"))
      }
      if kind == .schedulerProfile, one.document["spec"]?["moduleLoads"] == nil,
        one.document["spec"]?["hiddenOptions"] == nil
      {
        members.append(.init("hiddenOptions", []))
      }
      return SchemaCase(document: .object(members), isRight: one.isRight, what: one.what)
    }
  }

  private static func cases(
    of record: RecordDescription, _ kind: ResourceKind, _ path: [String],
    _ visited: inout Set<RecordDescription>
  ) -> [SchemaCase] {
    guard visited.insert(record.withoutIdentity).inserted else { return [] }
    var cases: [SchemaCase] = []
    func add(_ value: JSONValue, _ field: String, _ isRight: Bool) {
      let way = path + [field]
      let document = ExampleDocument.make(kind, path: way, value: value)
      cases.append(.init(way.joined(separator: "."), value, document, isRight))
    }
    for field in record.fields {
      let samples = ShapeSamples(field)
      let isFilled = record.rules.contains(.notEmpty(field.name))
      for value in samples.right { add(value, field.name, !(isFilled && value == [])) }
      for value in samples.wrong { add(value, field.name, false) }
    }
    cases += mistakes(of: record).map { mapping, isRight, what in
      let value = record.placed(mapping)
      let document =
        path.isEmpty ? mapping : ExampleDocument.make(kind, path: path, value: value)
      return .init((path + [what]).joined(separator: "."), mapping, document, isRight)
    }
    for field in record.fields {
      guard let inner = field.record else { continue }
      cases += Self.cases(of: inner, kind, path + [field.name], &visited)
    }
    return cases
  }

  init(document: JSONValue, isRight: Bool, what: String) {
    self.document = document
    self.isRight = isRight
    self.what = what
  }

  private init(_ path: String, _ value: JSONValue, _ document: JSONValue, _ isRight: Bool) {
    self.document = document
    self.isRight = isRight
    what = "\(path) = \(value.text.prefix(60))"
  }

  /// The mapping with unknown, ignored, missing and excluding fields.
  private static func mistakes(
    of record: RecordDescription
  ) -> [(mapping: JSONValue, isRight: Bool, what: String)] {
    guard case .object(let sound) = ExampleDocument.complete(record, []) else { return [] }
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
      .object(sound + [.init(name, value)])
    }
    var list: [(JSONValue, Bool, String)] = [
      (with("zzz", 1), false, "unknown"), (with("Name ", "x"), false, "unknown"),
    ]
    list += record.ignored.map { (with($0, [1, ["a": nil]]), true, "ignored") }
    for field in record.fields where field.isRequired {
      let rest = sound.filter { $0.key != field.name && $0.key != field.otherName }
      list.append((.object(rest), false, "missing \(field.name)"))
      guard let other = field.otherName else { continue }
      let value = FieldExample.value(of: field, in: record)
      list.append((.object(rest + [.init(other, value)]), true, "other name"))
      list.append((with(other, value), false, "both names"))
    }
    return list + record.rules.flatMap { breaches(of: $0, record, sound) }
  }

  private static func breaches(
    of rule: RecordRule, _ record: RecordDescription, _ sound: [JSONValue.Member]
  ) -> [(JSONValue, Bool, String)] {
    func example(_ name: String) -> JSONValue.Member {
      .init(name, record.field(name).map { FieldExample.value(of: $0, in: record) } ?? .null)
    }
    func without(_ names: [String]) -> [JSONValue.Member] {
      sound.filter { !names.contains($0.key) }
    }
    switch rule {
    case .exclusive(let one, let other):
      // What excludes one of them stays out as well.
      let rest = without([one, other] + record.excluding(one) + record.excluding(other))
      return [
        (.object(rest + [example(one), example(other)]), false, "both"),
        (.object(rest + [.init(one, .null), example(other)]), true, "one null"),
        (.object(rest + [example(one), .init(other, .null)]), true, "other null"),
        (.object(rest + [example(one), .init(other, [])]), false, "other empty"),
      ]
    case .anySet(let names):
      let rest = without(names)
      return [
        (.object(rest), false, "none"),
        (.object(rest + names.map { .init($0, .null) }), false, "all null"),
      ] + names.map { (.object(rest + [example($0)]), true, "one") }
    case .notEmpty: return []
    case .choice(let field, let value, let then, let otherwise):
      let names = [field] + then.needed + otherwise.needed
      let rest = without(names)
      let chosen = JSONValue.Member(field, .string(value))
      let (needed, others) = (then.needed.map(example), otherwise.needed.map(example))
      let empty = then.needed.map { JSONValue.Member($0, []) }
      return [
        (.object(rest + [chosen] + needed), true, "chosen"),
        (.object(rest + [chosen]), false, "chosen, without"),
        (.object(rest + [chosen] + empty), false, "chosen, empty"),
        (.object(rest + [chosen] + needed + others), false, "chosen, with the other's"),
        (.object(rest + others), true, "other"), (.object(rest), false, "other, without"),
        (.object(rest + others + empty), true, "other, with empty"),
        (.object(rest + others + needed), false, "other, with the chosen's"),
      ]
    }
  }
}

extension RecordDescription {
  /// The fields that may not stand beside one.
  fileprivate func excluding(_ name: String) -> [String] {
    rules.compactMap { rule in
      guard case .exclusive(let one, let other) = rule else { return nil }
      return one == name ? other : other == name ? one : nil
    }
  }
}
