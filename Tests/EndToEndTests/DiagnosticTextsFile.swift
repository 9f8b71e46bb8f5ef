/// `Sources/KilimManifest/Render/DiagnosticTexts.swift`: the examples as the binary carries them.
struct DiagnosticTextsFile {
  static let path = "Sources/KilimManifest/Render/DiagnosticTexts.swift"

  private(set) var text = """
    // swift-format-ignore-file
    // Written by the test of specs/diagnostics.md, with UPDATE_GOLDEN=1.

    import KilimModel

    /// The examples of `DiagnosticPage`, from Tests/DiagnosticExamples, and what is printed for them.
    enum DiagnosticTexts {
      static func of(_ code: DiagnosticCode) -> (wrong: String, output: String, right: String) {
        switch code.rawValue {

    """

  mutating func add(_ example: DiagnosticExample) {
    let texts = [example.input, example.output, example.right].map(Self.literal)
    text += "    case \"\(example.code.rawValue)\":\n      return (\n"
    text += texts.map { "        \($0)" }.joined(separator: ",\n") + "\n      )\n"
  }

  mutating func end() {
    text += "    default: return (\"\", \"\", \"\")\n    }\n  }\n}\n"
  }

  private static func literal(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.map { $0.isEmpty ? "\n" : "        \($0)\n" }.joined()
    return "#\"\"\"\n\(body)        \"\"\"#"
  }
}
