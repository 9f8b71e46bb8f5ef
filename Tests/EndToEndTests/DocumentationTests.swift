import KilimTestSupport
import Testing

/// What the documents show is what is in the tree; needs no binary.
@Suite struct DocumentationTests {
  @Test func `the README shows the sample hello as it is`() throws {
    let readme = try TextFile.read("\(Samples.folder)/../README.md")
    let sample = try TextFile.read("\(Samples.folder)/hello/hello.yaml")
    #expect(readme.contains("```yaml\n\(sample)```\n"))
    #expect(sample.split(separator: "\n").count <= 15)
  }

  @Test(arguments: TextFile.names(in: Samples.folder))
  func `every sample has a README`(sample: String) {
    #expect(TextFile.exists("\(Samples.folder)/\(sample)/README.md"))
  }

  @Test(arguments: MarkdownDocument.names)
  func `every link to another document leads there`(name: String) throws {
    #expect(try MarkdownDocument(name).brokenLinks == [])
  }

  @Test func `the documents are found`() {
    let names = MarkdownDocument.names
    for name in ["README.md", "ARCHITECTURE.md", "specs/cli.md", "specs/kinds/job.md"] {
      #expect(names.contains(name))
    }
  }

  @Test func `every decision is listed`() throws {
    let folder = "\(GeneratedSection.root)/specs/decisions"
    let list = try TextFile.read("\(folder)/README.md")
    for name in TextFile.names(in: folder) where name != "README.md" {
      #expect(list.contains("](\(name))"))
    }
  }
}
