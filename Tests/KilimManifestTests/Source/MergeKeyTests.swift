import KilimManifest
import KilimModel
import Testing

/// Merge keys (yaml.org/type/merge) and aliases: what they mean, and where their mistakes are.
struct MergeKeyTests {
  private func words(_ text: String) -> [String] {
    ManifestText.load(text).diagnostics.filter { $0.code != .unknownKind }.map { diagnostic in
      let span = diagnostic.span
      let place = "\(span?.line ?? 0):\(span?.column ?? 0)-\(span?.endColumn ?? 0)"
      return "\(place) \(diagnostic.code.rawValue) \(diagnostic.message)"
    }
  }

  private func notes(_ text: String) -> JSONValue? {
    let head = ManifestText.job + "  notes:\n"
    let body = text.split(separator: "\n").map { "    \($0)\n" }.joined()
    guard case .job(let job)? = ManifestText.load(head + body).documents.first?.spec else {
      return nil
    }
    return job.notes
  }

  static let meanings: [(String, JSONValue)] = [
    ("a: &a {x: 1}\nb: {<<: *a}", ["a": ["x": 1], "b": ["x": 1]]),
    ("a: &a {x: 1}\nb: {y: 2, <<: *a, x: 3}", ["a": ["x": 1], "b": ["y": 2, "x": 3]]),
    ("b: {<<: [{x: 1}, {x: 2, y: 2}]}", ["b": ["x": 1, "y": 2]]),
    ("b: {<<: {x: 1}}", ["b": ["x": 1]]), ("b: {<<: []}", ["b": .object([])]),
    ("b: {<<: {}}", ["b": .object([])]),
    ("b: {<<: {<<: {x: 1, y: 1}, y: 2}}", ["b": ["y": 2, "x": 1]]),
    ("l: &l [{x: 1}, {y: 2}]\nb: {<<: *l}", ["l": [["x": 1], ["y": 2]], "b": ["x": 1, "y": 2]]),
    ("a: &a {x: 1}\nb:\n  <<:\n    - *a\n    - {z: 3}\n", ["a": ["x": 1], "b": ["x": 1, "z": 3]]),
    ("b: {'<<': 1}", ["b": ["<<": 1]]), ("b: [<<]", ["b": ["<<"]]),
    ("b: {x: <<}", ["b": ["x": "<<"]]),
    ("b: {!!str <<: 1}", ["b": ["<<": 1]]),
    ("k: &k x\nb: {*k : 1}", ["k": "x", "b": ["x": 1]]),
    ("a: &a 1\nb: &a 2\nc: *a", ["a": 1, "b": 2, "c": 2]),
  ]

  @Test(arguments: meanings)
  func `merges as YAML does`(text: String, expected: JSONValue) {
    #expect(notes(text)?.text == expected.text)
  }

  static let mistakes: [(String, [String])] = [
    ("a: {<<: 1}", ["1:9-10 K0203 `<<` merges mappings only"]),
    ("a: {<<: text}", ["1:9-13 K0203 `<<` merges mappings only"]),
    ("a: {<<: }", ["1:9-9 K0203 `<<` merges mappings only"]),
    ("x: &x 1\na: {<<: *x}", ["2:9-11 K0203 `<<` merges mappings only"]),
    ("x: &x {}\na: {<<: [*x, 7, {b: 1}]}", ["2:14-15 K0203 `<<` merges mappings only"]),
    ("a: {<<: [[{b: 1}]]}", ["1:10-18 K0203 `<<` merges mappings only"]),
    ("a: {<<: *x}", ["1:9-11 K0108 there is no anchor `&x` before this alias"]),
    ("a: {<<: [*x]}", ["1:10-12 K0108 there is no anchor `&x` before this alias"]),
    ("a: {<<: *b}\nb: &b {}", ["1:9-11 K0108 there is no anchor `&b` before this alias"]),
    ("a: &a {<<: *a}", ["1:12-14 K0108 `*a` stands inside `&a`, so it would contain itself"]),
    ("a: {<<: {b: 1}, <<: {c: 2}}", ["1:17-19 K0107 `<<` stands twice in the same mapping"]),
    (
      "*u : 1\n*v : 2",
      [
        "1:1-3 K0108 there is no anchor `&u` before this alias",
        "2:1-3 K0108 there is no anchor `&v` before this alias",
      ]
    ),
    ("a: &a 1\n---\nb: *a", ["3:4-6 K0108 there is no anchor `&a` before this alias"]),
  ]

  @Test(arguments: mistakes)
  func `reports each mistake once, at its place`(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test func `survives many keys that are unknown aliases`() {
    let text = (0..<40).map { "*u\($0) : 1\n" }.joined()
    #expect(ManifestText.load(text).diagnostics.allSatisfy { $0.code == .unknownAlias })
  }

  @Test func `survives a key that is too deep`() {
    var text = "a0: &a0 [1]\n"
    for level in 1...98 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    let keys = (0..<20).map { "  ? *a98\n  : \($0)\n" }.joined()
    #expect(ManifestText.load(text + "k: [{\n\(keys)}]\n").diagnostics.hasErrors)
  }

  @Test func `names two merge keys as what they are`() {
    let hint = ManifestText.load("a: {<<: {b: 1}, <<: {c: 2}}").diagnostics.last?.hint
    #expect(hint?.contains("<<: [*first, *second]") == true)
  }
}
