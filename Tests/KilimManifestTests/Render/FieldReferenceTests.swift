import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

/// The documents of the kinds in `specs/kinds`. One after the other: both use the same files.
@Suite(.serialized) struct FieldReferenceTests {
  @Test(arguments: ResourceKind.allCases)
  func `the document of a kind has exactly its fields`(kind: ResourceKind) throws {
    let section = GeneratedSection("fields", in: "specs/kinds/\(kind.shortName).md")
    try section.check(FieldReference.markdown(of: kind))
  }

  @Test(arguments: ResourceKind.allCases)
  func `the document of a kind begins with a right example of it`(kind: ResourceKind) throws {
    let path = "\(GeneratedSection.root)/specs/kinds/\(kind.shortName).md"
    let parts = try TextFile.read(path).split(separator: "```yaml\n", maxSplits: 1)
    let example = try #require(parts.last?.split(separator: "```", maxSplits: 1).first)
    let loaded = ManifestText.load(String(example))
    #expect(loaded.diagnostics == [])
    #expect(loaded.documents.map(\.name.kind) == [kind])
    guard kind == .app || kind == .job else { return }
    let sample = try TextFile.read("\(GeneratedSection.root)/samples/digits/digits.yaml")
    #expect(sample.contains(example), "it is not what samples/digits has")
  }
}
