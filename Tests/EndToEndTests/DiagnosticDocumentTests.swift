import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// `specs/diagnostics.md` has every code, with an example and the words that the binary prints.
  @Suite struct DiagnosticDocumentTests {
    @Test func `every code has its example, and the document shows all of them`() throws {
      var text = ""
      var file = DiagnosticTextsFile()
      for code in DiagnosticCode.allCases {
        let example = try DiagnosticExample(code)
        let start = "\(code.severity.rawValue)[\(code.rawValue)]: "
        #expect(example.output.hasPrefix(start), "\(code): \(example.output)")
        #expect(example.correction == "1 document read: no problems\n", "\(code)")
        text += "\n### \(code.rawValue) `\(code)`: \(code.severity.rawValue)\n\n"
        text += "\(code.meaning)\n\n\(example.text)"
        file.add(example)
      }
      file.end()
      try GeneratedSection("diagnostics", in: "specs/diagnostics.md").check(
        String(text.dropFirst()))
      try GoldenText.compare(file.text, with: DiagnosticTextsFile.path)
    }

    @Test func `explain prints the page of every code`() throws {
      let sandbox = try Sandbox()
      let document = try TextFile.read("\(GeneratedSection.root)/specs/diagnostics.md")
      for code in DiagnosticCode.allCases {
        let result = try sandbox.run("explain", code.rawValue.lowercased(), "-o", "json")
        let page = try JSONValue(reading: result.output)
        #expect(page["meaning"] == .string(code.meaning))
        for part in ["wrong", "output", "right"] {
          let text = try #require(page[part]?.plainText)
          #expect(!text.isEmpty && document.contains(text), "\(code): \(part)")
        }
      }
    }
  }
}
