import KilimManifest
import KilimModel
import Testing

struct RendererTests {
  private func text(
    _ line: String, from column: Int, to endColumn: Int, endLine: Int = 1, color: Bool = false
  ) -> [String] {
    let span = SourceSpan(
      file: "a", line: 1, column: column, endLine: endLine, endColumn: endColumn)
    let file = SourceFile(name: "a", directory: "/", bytes: Array(line.utf8))
    let diagnostic = Diagnostic(.syntax, "m", span: span)
    let text = DiagnosticRenderer.text([diagnostic], sources: [file], color: color)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `shows message, place, line, carets, hint and origin`() {
    let file = SourceFile(
      name: "job.yaml", directory: "/", bytes: Array("a: 1\nimagee: alpine\n".utf8))
    let diagnostic = Diagnostic(
      .unknownField, "there is no field `imagee` here", hint: "did you mean `image`?",
      span: SourceSpan(file: "job.yaml", line: 2, column: 1, endLine: 2, endColumn: 7),
      origin: "App ocean@3, apps.yaml:12")
    #expect(
      DiagnosticRenderer.text([diagnostic], sources: [file], color: false) == """
        error[K0202]: there is no field `imagee` here
         --> job.yaml:2:1
          |
        2 | imagee: alpine
          | ^^^^^^
          = hint: did you mean `image`?
          = origin: App ocean@3, apps.yaml:12

        """)
  }

  @Test func `needs neither a place nor a source`() {
    let diagnostics = [
      Diagnostic(.unreadableFile, "there is no file `x`", hint: "check the name"),
      Diagnostic(
        .patternNeverMatches, "m",
        span: SourceSpan(file: "x", line: 3, column: 2, endLine: 3, endColumn: 3)),
    ]
    #expect(
      DiagnosticRenderer.text(diagnostics, sources: [], color: false) == """
        error[K0101]: there is no file `x`
          = hint: check the name

        warning[K0505]: m
         --> x:3:2

        """)
  }

  @Test func `puts carets below tabs and wide characters`() {
    #expect(text("\tx: y", from: 2, to: 3)[3...4] == ["1 |     x: y", "  |     ^"])
    #expect(text("日本: x", from: 5, to: 6)[3...4] == ["1 | 日本: x", "  |       ^"])
    #expect(text("日本: x", from: 1, to: 3)[4] == "  | ^^^^")
    #expect(text("e\u{301}: x", from: 5, to: 6)[4] == "  |    ^")
  }

  @Test func `cuts long lines around the carets`() {
    let line = String(repeating: "a", count: 500) + "XYZ" + String(repeating: "b", count: 500)
    let shown = text(line, from: 501, to: 504)
    #expect(shown[3].hasPrefix("1 | …aaa") && shown[3].hasSuffix("bbb…"))
    #expect(shown[3].count <= 110)
    let caret = shown[4].prefix { $0 != "^" }.count
    #expect(Array(shown[3])[caret] == "X")
    #expect(shown[4].hasSuffix("^^^"))
  }

  @Test func `marks the first line of several`() {
    #expect(text("abc: [", from: 6, to: 2, endLine: 3)[4] == "  |      ^")
    #expect(text("abcdef", from: 3, to: 2, endLine: 3)[4] == "  |   ^^^^")
  }

  @Test func `survives places that do not exist`() {
    #expect(text("", from: 1, to: 2)[3...4] == ["1 |", "  | ^"])
    #expect(text("ab", from: 90, to: 95)[4] == "  |   ^")
  }

  @Test func `lets no control character through`() {
    let shown = text("a\u{1B}[31m\u{202E}b", from: 2, to: 3).joined()
    #expect(!shown.unicodeScalars.contains("\u{1B}") && !shown.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `colours only when asked`() {
    #expect(!text("a", from: 1, to: 2).joined().contains("\u{1B}"))
    #expect(text("a", from: 1, to: 2, color: true).joined().contains("\u{1B}[1;31merror[K0102]"))
  }

  @Test func `never shows a line that holds what is ignored`() {
    let text =
      "{\"id\": \"s\", \"systemType\": \"LINUX\", \"host\": \"h\", \"canExec\": false, \"authnCredential\": {\"password\": \"hunter2\"}}"
    let file = SourceFile(name: "a.json", directory: "/", bytes: Array(text.utf8))
    let loaded = ManifestLoader.load([file])
    #expect(loaded.diagnostics.map(\.code) == [.ignoredField])
    let shown = DiagnosticRenderer.text(loaded.diagnostics, sources: [file], color: false)
    #expect(shown.contains("authnCredential") && !shown.contains("hunter2"))
  }

  @Test func `the JSON form has all members`() {
    let diagnostic = Diagnostic(.syntax, "m", path: "spec")
    #expect(
      DiagnosticRenderer.json(diagnostic).text
        == #"{"code":"K0102","severity":"error","message":"m","hint":null,"file":null,"line":null,"column":null,"endLine":null,"endColumn":null,"path":"spec","source":null}"#
    )
  }
}
