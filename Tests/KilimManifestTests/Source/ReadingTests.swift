import KilimManifest
import KilimModel
import Testing

/// What YAML and JSON texts mean.
struct ReadingTests {
  /// Reads a value through `notes`, which takes anything.
  private func value(_ text: String) -> JSONValue? {
    let loaded = ManifestText.load(
      "apiVersion: kilim/v1\nkind: Job\nmetadata: {name: a}\nspec:\n"
        + "  appId: a\n  appVersion: '1'\n  notes:\n    x: \(text)\n")
    guard case .job(let job)? = loaded.documents.first?.spec else { return nil }
    return job.notes?["x"]
  }

  static let scalars: [(String, JSONValue)] = [
    ("no", "no"), ("on", "on"), ("yes", "yes"), ("y", "y"), ("true", true), ("False", false),
    ("TRUE", true), ("tRue", "tRue"), ("null", nil), ("~", nil), ("", nil), ("Null", nil),
    ("nULL", "nULL"), ("'true'", "true"), ("\"12\"", "12"), ("12", 12), ("-7", -7), ("+7", 7),
    ("0x1F", 31), ("0o17", 15), ("017", 17), ("1_000", "1_000"), ("0x", "0x"), ("0o9", "0o9"),
    ("1.5", .number(1.5)), (".5", .number(0.5)), ("5.", .number(5)), ("1e3", .number(1000)),
    ("1e", "1e"), (".", "."), ("-.", "-."), ("12:30:45", "12:30:45"),
    ("2024-01-01", "2024-01-01"), ("9223372036854775807", 9_223_372_036_854_775_807),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), (".inf", ".inf"),
    (".nan", ".nan"), ("!!str 12", "12"), ("! 12", "12"), ("=", "="), ("<<", "<<"),
    ("\"\\ud83d\\ude00\"", "😀"), ("'\\ud83d\\ude00'", "\\ud83d\\ude00"),
    ("\\ud83d\\ude00", "\\ud83d\\ude00"), ("\"\\\\ud83d\\\\ude00\"", "\\ud83d\\ude00"),
    ("\"a\\/b\"", "a/b"), ("\"\\u00e9\"", "é"), ("caf\u{E9}", "café"),
  ]

  @Test(arguments: scalars)
  func `resolves scalars by the core schema`(text: String, expected: JSONValue) {
    #expect(value(text) == .some(expected))
  }

  @Test func `merges what a mapping does not say itself`() {
    let text = "{<<: [{a: 1, b: 1}, {b: 2, c: 2}], a: 0}"
    #expect(value(text) == ["a": 0, "b": 1, "c": 2])
  }

  @Test func `repeats anchored values`() {
    #expect(value("[&a {k: [1, 2]}, *a]") == [["k": [1, 2]], ["k": [1, 2]]])
  }

  @Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n"])
  func `accepts byte order marks and either line end`(mark: String, end: String) {
    let text = mark + ManifestText.job.split(separator: "\n").joined(separator: end) + end
    let loaded = ManifestText.load(text)
    #expect(loaded.diagnostics == [])
    #expect(loaded.documents.count == 1)
  }

  @Test func `reads JSON with tabs like any other`() {
    let text = "{\n\t\"name\":\t\"a\",\n\t\"appId\":\"b\",\t\"appVersion\":\"1\"\n}"
    #expect(ManifestText.load(text, name: "a.json").documents.count == 1)
  }

  @Test func `keeps columns after a surrogate pair`() {
    let text = "{\"description\": \"\\ud83d\\ude00\", \"nome\": \"a\", \"appId\": \"b\"}"
    let spans = ManifestText.load(text).diagnostics.compactMap(\.span)
    #expect(spans.contains { $0.line == 1 && $0.column == 33 && $0.endColumn == 39 })
  }

  @Test func `reports the documents after a syntax error too`() {
    let text = "a: [1\n---\n" + ManifestText.job + "---\nkind: 'x\n---\nb: ]\n"
    let loaded = ManifestText.load(text)
    #expect(loaded.documents.map(\.name.description) == ["job/sleep"])
    #expect(loaded.diagnostics.map(\.code) == [.syntax, .syntax, .syntax])
    #expect(loaded.isComplete == false)
  }

  @Test func `skips empty documents`() {
    let loaded = ManifestText.load("---\n---\n# nothing\n---\n" + ManifestText.job + "---\n")
    #expect(loaded.documents.count == 1)
    #expect(loaded.documents.first?.source.line == 5)
  }

  @Test func `refuses files that are too large without reading them`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: 64 << 20 | 1)
    let loaded = ManifestLoader.load([SourceFile(name: "a", directory: "/", bytes: bytes)])
    #expect(loaded.diagnostics.map(\.code) == [.tooLarge])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "&a [", "!!seq ["])
  func `refuses bottomless nesting`(opening: String) {
    let loaded = ManifestText.load(String(repeating: opening, count: 20_000))
    #expect(loaded.documents.isEmpty)
    #expect(loaded.diagnostics.hasErrors)
  }

  @Test func `bounds the depth that aliases add`() {
    var text = "a0: &a0 [1]\n"
    for level in 1...150 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(ManifestText.load(text).diagnostics.first?.code == .tooDeep)
  }

  @Test func `finds duplicates in large mappings`() {
    let fields = (0..<20_000).map { "k\($0): 1\n" }.joined()
    let codes = ManifestText.load(fields + "k7: 2\n").diagnostics.map(\.code)
    #expect(codes == [.unknownKind, .duplicateKey])
  }
}
