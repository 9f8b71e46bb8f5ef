import KilimModel
import Testing

@testable import KilimManifest

/// A validator that is not ours, given the schema, and the decoder give the same verdicts.
struct SchemaAgreementTests {
  @Test(arguments: ResourceKind.allCases)
  func `agrees about every field, boundary and mistake`(kind: ResourceKind) throws {
    let cases = SchemaCase.all(of: kind)
    try check(cases, ManifestSchema.document(of: kind))
    if kind.hasBareForm {
      try check(SchemaCase.bare(cases, kind), ManifestSchema.document(of: kind, isBare: true))
    }
    print("\(kind): \(cases.count) documents, \(cases.count(where: \.isRight)) of them right")
  }

  @Test func `agrees with the schema of all kinds`() throws {
    for kind in ResourceKind.allCases {
      let cases = SchemaCase.all(of: kind)
      let some = cases.indices.filter { $0 % 7 == 0 }.map { cases[$0] }
      try check(some, ManifestSchema.anyDocument())
      guard kind.hasBareForm else { continue }
      try check(SchemaCase.bare(some, kind), ManifestSchema.anyDocument(isBare: true))
    }
  }

  @Test(arguments: ResourceKind.allCases, [1, 2, 3] as [UInt64])
  func `agrees about chance documents with one mistake or none`(
    kind: ResourceKind, seed: UInt64
  ) throws {
    var chance = ChanceDocuments(kind, seed: seed)
    let cases = (0..<60).map { chance.next(isRight: $0 % 3 == 0) }
    try check(cases, ManifestSchema.document(of: kind))
  }

  /// The decoder refuses them, and no schema can.
  @Test func `disagrees only about what no schema can say`() throws {
    let spec = #""appId":"a","appVersion":"1""#
    let large = String(repeating: "x", count: 65_536)
    let limits: [(code: DiagnosticCode, spec: String)] = [
      (.nameMismatch, spec + #","name":"other""#),
      (
        .duplicateItem,
        spec + #","parameterSet":{"appArgs":[{"name":"a","arg":"1"},{"name":"a","arg":"2"}]}"#
      ),
      (.outOfRange, spec + #","notes":{"a":"\#(large)"}"#),
      (.wrongType, spec + #","nodeCount":1.0"#),
    ]
    let documents = limits.map { limit in
      #"{"apiVersion":"kilim/v1","kind":"Job","metadata":{"name":"a"},"spec":{\#(limit.spec)}}"#
    }
    for (limit, document) in zip(limits, documents) {
      #expect(ManifestText.load(document, name: "a.json").diagnostics.map(\.code) == [limit.code])
    }
    let values = try documents.map { try JSONValue(reading: $0) }
    guard let answers = try SchemaValidator().check(values, against: ManifestSchema.anyDocument())
    else { return }
    #expect(answers == limits.map { _ in .valid })
  }

  private func check(
    _ cases: [SchemaCase], _ schema: JSONValue, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    guard let answers = try SchemaValidator().check(cases.map(\.document), against: schema) else {
      return
    }
    var problems: [String] = []
    for (one, answer) in zip(cases, answers) {
      let loaded = ManifestText.load(one.document.text, name: "a.json")
      let isAccepted = loaded.documents.count == 1 && !loaded.diagnostics.hasErrors
      guard isAccepted != one.isRight || answer.isValid != one.isRight else { continue }
      let codes = loaded.diagnostics.map { "\($0.code.rawValue) \($0.message)" }
      problems.append("\(one.what): right \(one.isRight), decoder \(codes), schema \(answer)")
    }
    #expect(problems.isEmpty, "\(problems.prefix(10))", sourceLocation: sourceLocation)
    let verdicts = Set(cases.map(\.isRight))
    #expect(verdicts.count == 2, sourceLocation: sourceLocation)
  }
}
