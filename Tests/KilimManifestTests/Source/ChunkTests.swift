import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

/// A file that is read in chunks says what it says as a whole.
struct ChunkTests {
  private static let documents = [
    ManifestText.job, ManifestText.job.replacing("\n", with: "\r\n"),
    "apiVersion: kilim/v1\nkind: App\nmetadata: {name: sleep}\nspec: {version: '1', runtime: NATIVE}\n",
    "kind: Job\nmetadata: {name: b}\nspec:\n  appId: &x sleep\n  appVersion: *x\n  notes: {a: *x}\n",
    "kind: Job\nspec:\n  notes:\n    text: |\n      a\n      ---\n      ---\n    more: >-\n      ----\n",
    "kind: Job\nspec: {appId: 'a\n  b', appVersion: \"c\\\n\n  d\"}\n",
    "# nothing but remarks\n", "", "\n\n", "...\n", "text\n...\n# remark\n", "- a\n- b\n",
    "{\"appId\": \"a\", \"appVersion\": \"1\", \"nmae\": \"\\ud83d\\ude00\"}\n",
    // Mistakes.
    "kind: 'x\n", "kind: \"x\n", "a: [1\n", "a: {b: [1,\n", "a: ]\n", "a: b: c\n", "\ta: 1\n",
    "a: 1\n b: 2\n", "a: 1\na: 2\n", "a: *x\n", "a: &x\n", "? a\n", "? [a]\n: b\n",
    "key\nother: 1\n",
    "text: |\n", "text: |2\n a\n", "<<: 1\n", "a: !x 1\n", "appId: é\nnmae: ü\n", "kind: Jb\n",
    "a: \u{85}b\nc: \u{2028}d\n", "a: \"\u{2029}\n", "...\na: 1\n", "\"a\": 1\n---x\nb: 1\n", "@\n",
    "%TAG ! tag:x,2000:\n", "...\n%YAML 1.2\n", "%FOO\n", "a\n%b\n",
    String(repeating: "[", count: 120) + "\n",
  ]
  private static let starts = [
    "---\n", "--- \n", "---\r\n", "---\t# remark\n", "--- ", "---\n---\n",
  ]

  private func text(_ numbers: inout SeededGenerator) -> String {
    var text = ["", "\u{FEFF}", "# head\n", "%YAML 1.1\n"].randomElement(using: &numbers) ?? ""
    for _ in 0..<Int.random(in: 1...12, using: &numbers) {
      text += Self.documents.randomElement(using: &numbers) ?? ""
      text += Self.starts.randomElement(using: &numbers) ?? ""
    }
    return text + (Self.documents.randomElement(using: &numbers) ?? "")
  }

  private func expectTheSame(_ bytes: [UInt8], name: String = "a.yaml") {
    let files = [
      SourceFile(name: name, directory: "/d", bytes: bytes),
      SourceFile(name: "b.yaml", directory: "/", bytes: Array(ManifestText.job.utf8)),
    ]
    let whole = summary(ManifestLoader.load(files, chunkSize: 1 << 40))
    for size in [1, 60, 400] {
      let parts = summary(ManifestLoader.load(files, chunkSize: size))
      guard parts != whole else { continue }
      let place = zip(parts, whole).prefix { $0 == $1 }.count
      let text = String(reflecting: String(decoding: bytes, as: UTF8.self))
      Issue.record(
        """
        in chunks of \(size): \(parts.dropFirst(place).first ?? "nothing")
        whole: \(whole.dropFirst(place).first ?? "nothing")
        \(text)
        """)
    }
  }

  /// All that was found, a line for each thing.
  private func summary(_ loaded: LoadedManifests) -> [String] {
    var lines = loaded.diagnostics.map { diagnostic in
      "\(diagnostic.code) \(diagnostic.span?.text ?? "") \(diagnostic.path) "
        + "\(diagnostic.message) (\(diagnostic.hint ?? ""))"
    }
    for document in loaded.documents + loaded.flawed {
      let source = document.source
      lines.append("\(document.name) \(source.file) \(source.line) \(document.metadata)")
      lines.append("\(document.spec)")
      for path in ["", "spec", "spec.appId", "spec.notes.a"] {
        lines.append("\(path) \(source.span(ofPath: path).text)")
      }
    }
    return lines + loaded.rejected.map(\.description).sorted() + ["\(loaded.isComplete)"]
  }

  @Test(arguments: 0..<30)
  func `reads streams of documents in chunks as it reads the whole`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<10 { expectTheSame(Array(text(&numbers).utf8)) }
  }

  @Test(arguments: 0..<20)
  func `finds the same reason to leave a whole file alone`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed &+ 500)
    for _ in 0..<10 {
      var bytes = Array(text(&numbers).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: 0...bytes.count, using: &numbers)
        bytes.insert([0, 0xFF, 0xC3].randomElement(using: &numbers) ?? 0, at: place)
      }
      expectTheSame(bytes)
    }
  }

  @Test func `stops after as many syntax errors as in the whole`() {
    for count in [18, 19, 20, 21, 45] {
      let text = String(repeating: "a: ]\n---\n" + ManifestText.job + "---\n", count: count)
      expectTheSame(Array(text.utf8))
    }
  }

  @Test func `tells once a file that JSON wants quotes`() {
    expectTheSame(Array("{a: b}\n---\n{c: d}\n---\n{e: f}\n".utf8), name: "a.json")
  }

  @Test func `cuts a file of many documents, and only between them`() throws {
    let bytes = Array(String(repeating: ManifestText.job + "---\n", count: 1000).utf8)
    var cutter = ChunkCutter(SourceFile(name: "a", directory: "/", bytes: bytes), size: 4096)
    var sizes: [Int] = []
    while let chunk = try cutter.next() {
      #expect(sizes.isEmpty || chunk.bytes.starts(with: "---\n".utf8))
      sizes.append(chunk.bytes.count)
    }
    #expect(sizes.count > 15)
    #expect(sizes.allSatisfy { $0 < 8192 })
    #expect(sizes.reduce(0, +) == bytes.count + 3 * (sizes.count - 1))
  }

  @Test func `keeps a directive with its document`() {
    let text =
      ManifestText.job + "...\n%TAG !k! tag:yaml.org,2002:\n---\n" + "a: !k!str 1\n---\nb: 1\n"
    expectTheSame(Array(text.utf8))
    #expect(ManifestText.load(text).diagnostics.allSatisfy { $0.code == .unknownKind })
  }

  @Test func `reads files that are larger than any document may be`() {
    let filler = "# " + String(repeating: "-", count: 1 << 20) + "\n---\n"
    let bytes = Array((String(repeating: filler, count: 66) + ManifestText.job).utf8)
    let loaded = ManifestLoader.load([SourceFile(name: "a", directory: "/", bytes: bytes)])
    #expect(loaded.diagnostics == [])
    #expect(loaded.documents.map(\.source.line) == [133])
  }
}

extension SourceSpan {
  fileprivate var text: String { "\(file):\(line):\(column)-\(endLine):\(endColumn)" }
}
