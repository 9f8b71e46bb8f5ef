import KilimModel
import KilimTestSupport

@testable import KilimManifest

/// Documents with many fields at once, by chance, the same for the same seed.
struct ChanceDocuments {
  private let kind: ResourceKind
  private var random: SeededGenerator
  /// Mappings until the one that gets the mistake.
  private var countdown: Int?
  private var count = 0
  private var mistake = ""

  init(_ kind: ResourceKind, seed: UInt64) {
    self.kind = kind
    random = SeededGenerator(seed: seed)
  }

  /// A right document, or one with a single mistake somewhere.
  mutating func next(isRight: Bool) -> SchemaCase {
    let start = random
    mistake = ""
    var document = make(countdown: nil)
    if !isRight {
      let number = Int.random(in: 0..<count, using: &random)
      let rest = random
      random = start
      document = make(countdown: number)
      random = rest
    }
    return SchemaCase(document: document, isRight: isRight, what: mistake)
  }

  private mutating func make(countdown: Int?) -> JSONValue {
    (count, self.countdown) = (0, countdown)
    let spec = mapping(kind.specDescription)
    let metadata = mapping(kind.metadataDescription)
    var members = spec.members
    // Both names would have to agree.
    members.removeAll { $0.key == kind.nameField && $0.value.plainText != nil }
    return [
      "apiVersion": "kilim/v1", "kind": .string(kind.rawValue), "metadata": metadata,
      "spec": .object(members),
    ]
  }

  private mutating func mapping(_ record: RecordDescription) -> JSONValue {
    count += 1
    let isWrong = countdown == 0
    countdown = countdown.map { $0 - 1 }
    var members: [JSONValue.Member] = []
    for field in record.fields where Bool.random(using: &random) {
      guard !record.isRuled(field.name) else { continue }
      members.append(.init(field.name, value(field, record)))
    }
    guard isWrong else { return ExampleDocument.complete(record, members) }
    return wrong(record, members)
  }

  /// With one field wrong, or an unknown one.
  private mutating func wrong(
    _ record: RecordDescription, _ members: [JSONValue.Member]
  ) -> JSONValue {
    var generator = SeededGenerator(seed: UInt64(count))
    // The object's own name is left out of the document again.
    let isSpec = record.title == kind.specDescription.title
    let candidates = record.fields.filter {
      !record.isRuled($0.name) && !(isSpec && $0.name == kind.nameField)
    }
    guard let field = candidates.randomElement(using: &generator),
      let value = ShapeSamples(field).wrong.randomElement(using: &generator)
    else { return .object(members + [.init("zzz", 1)]) }
    mistake = "\(field.name) = \(value.text.prefix(60))"
    let rest = members.filter { $0.key != field.name }
    return ExampleDocument.complete(record, rest + [.init(field.name, value)])
  }

  private mutating func value(
    _ field: FieldDescription, _ record: RecordDescription
  ) -> JSONValue {
    if let inner = field.record {
      return inner.placed(mapping(inner))
    }
    return ShapeSamples(field).right.randomElement(using: &random) ?? .null
  }
}

extension RecordDescription {
  /// Whether the field takes part in a rule over several, which `ExampleDocument` then sees to.
  fileprivate func isRuled(_ name: String) -> Bool {
    rules.contains { rule in
      switch rule {
      case .exclusive(let one, let other): [one, other].contains(name)
      case .anySet(let names): names.contains(name)
      case .notEmpty: false
      case .choice(let field, _, let then, let otherwise):
        ([field] + then.needed + otherwise.needed).contains(name)
      }
    }
  }
}

extension JSONValue {
  fileprivate var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }
}
