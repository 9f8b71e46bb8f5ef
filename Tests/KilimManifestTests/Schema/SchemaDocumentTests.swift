import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

/// The schemas in `specs/schema` are those that `kilim schema` prints.
struct SchemaDocumentTests {
  private static let schemas: [(file: String, schema: JSONValue)] =
    [("kilim", ManifestSchema.anyDocument()), ("tapis", ManifestSchema.anyDocument(isBare: true))]
    + ResourceKind.allCases.map { ($0.shortName, ManifestSchema.document(of: $0)) }

  @Test(arguments: schemas.map(\.file))
  func `a schema on disk is that of the code`(file: String) throws {
    let schema = try #require(Self.schemas.first { $0.file == file }?.schema)
    try GoldenText.compare(schema.prettyText + "\n", with: "specs/schema/\(file).schema.json")
  }

  @Test func `a schema says what the declaration says`() throws {
    let schema = ManifestSchema.document(of: .job)
    let memory = try #require(schema["$defs"]?["Job.spec"]?["properties"]?["memoryMB"])
    #expect(
      memory == [
        "type": ["integer", "null"], "minimum": 1, "maximum": 2_147_483_647,
        "description": "Memory per node, in MB. Default: 100. From Tapis.", "default": 100,
      ])
    #expect(schema["$defs"]?["Job.spec"]?["required"] == ["appId", "appVersion"])
  }

  @Test func `every mapping of a schema refuses unknown fields`() {
    for (_, schema) in Self.schemas {
      guard case .object(let definitions)? = schema["$defs"] else { continue }
      for definition in definitions where definition.value["properties"] != nil {
        let isForm = definition.value["allOf"] != nil && definition.key.contains(".") == false
        #expect(definition.value["additionalProperties"] == false || isForm)
      }
    }
  }
}
