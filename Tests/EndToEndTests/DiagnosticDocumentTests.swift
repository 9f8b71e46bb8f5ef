import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// `specs/diagnostics.md` has every code, with an example and the words that the binary prints.
  @Suite struct DiagnosticDocumentTests {
    @Test func `every code has its example, and the document shows all of them`() throws {
      var text = ""
      for code in DiagnosticCode.allCases {
        let example = try DiagnosticExample(code)
        let start = "\(code.severity.rawValue)[\(code.rawValue)]: "
        #expect(example.output.hasPrefix(start), "\(code): \(example.output)")
        text += "\n### \(code.rawValue) `\(code)`: \(code.severity.rawValue)\n\n"
        text += "\(code.meaning)\n\n\(example.text)"
      }
      try GeneratedSection("diagnostics", in: "specs/diagnostics.md").check(
        String(text.dropFirst()))
    }
  }
}
