import KilimTestSupport

/// The ten kinds of mistakes.
enum MistakeKind: String, CaseIterable {
  case misspeltKey = "misspelt key"
  case misspeltValue = "misspelt enum"
  case wrongType = "wrong type"
  case outOfLimit = "out of limit"
  case missingField = "missing required"
  case duplicateKey = "duplicate key"
  case unknownMacro = "unknown macro"
  case macroCycle = "macro cycle"
  case badReference = "bad reference"
  case badPattern = "bad glob"
}

/// One mistake, made in one file of a specimen.
struct Mutation {
  var kind: MistakeKind
  /// In words, for the list of failures.
  var description: String
  var edits: [Edit]
  /// The first diagnostic stands on the line of one of these.
  var anchors: [Anchor]
  /// What was misspelt, as a hint has to name it.
  var original: String?
  /// How much of the line from the anchor on is wrong, for the carets; 0 where that is not one text.
  var width = 0
  /// What has to stay as it is, or this would be another mistake or none.
  var premises: [Range<Int>] = []

  /// Whether both can be made in one text and stay two mistakes.
  func isApart(from other: Mutation) -> Bool {
    let (own, others) = (edits.map(\.range), other.edits.map(\.range))
    return !own.contains { range in (others + other.premises).contains { range.touches($0) } }
      && !premises.contains { range in others.contains { range.touches($0) } }
  }
}

extension Range<Int> {
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}

/// Makes mutations of one file.
struct Mutator {
  let bytes: [UInt8]
  let list: PlaceList
  /// Names that a misspelling must not become.
  let names: Set<String>
  let isIsolated: Bool
  var generator: SeededGenerator

  init(_ file: SpecimenFile, of specimen: Specimen, names: Set<String>, seed: UInt64) {
    isIsolated = specimen.isIsolated
    bytes = file.bytes
    list = PlaceList(file.documents, kind: file.kind)
    self.names = names
    generator = SeededGenerator(seed: seed)
  }

  /// Up to `most` mutations of a kind, each at another place.
  mutating func mutations(_ kind: MistakeKind, most: Int) -> [Mutation] {
    let all =
      switch kind {
      case .misspeltKey: misspeltKeys()
      case .misspeltValue: misspeltValues()
      case .wrongType: wrongTypes()
      case .outOfLimit: outOfLimits()
      case .missingField: missingFields()
      case .duplicateKey: duplicateKeys()
      case .unknownMacro: unknownMacros()
      case .macroCycle: macroCycles()
      case .badReference: badReferences()
      case .badPattern: badPatterns()
      }
    return Array(all.shuffled(using: &generator).prefix(most))
  }

  /// A misspelling that is no other word of the language.
  mutating func misspelling(of word: String) -> String? {
    for typo in Typo.allCases.shuffled(using: &generator) {
      if let text = typo.of(word, &generator), !names.contains(text) { return text }
    }
    return nil
  }

  /// A text in the quotes of the scalar that it replaces, or in double ones.
  func quoted(_ text: String, like scalar: SourceNode.Scalar) -> String {
    scalar.isPlain ? text : quoted(text)
  }

  func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result + "\""
  }

  /// What a scalar becomes, with the carets under all of it.
  func replacing(
    _ scalar: SourceNode.Scalar, with text: String, _ kind: MistakeKind, _ description: String,
    original: String? = nil
  ) -> Mutation {
    Mutation(
      kind: kind, description: description, edits: [Edit(scalar.range, text)],
      anchors: [Anchor(offset: scalar.range.lowerBound)], original: original,
      width: text.unicodeScalars.count)
  }
}
