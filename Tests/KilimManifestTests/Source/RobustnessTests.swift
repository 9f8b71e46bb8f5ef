import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

/// Any bytes get an answer.
struct RobustnessTests {
  private static let pieces = [
    "a: ", "- ", "\n", "  ", "\t", "{", "}", "[", "]", ",", "\"", "'", "*a", "&a ", "<<: ", "? ",
    "|", ">", "#", "---\n", "...\n", "!!str ", "!x ", "%YAML 1.2\n", "é", "\u{2028}", "\\ud83d",
    "\\ude00", "kind: Job", "spec:", "😀", "\r", "null", "1", "appId: x", "\u{FEFF}", "@", "`",
  ]

  private func check(_ bytes: [UInt8]) {
    let file = SourceFile(name: "a.yaml", directory: "/", bytes: bytes)
    let loaded = ManifestLoader.load([file])
    #expect(!loaded.documents.isEmpty || !loaded.diagnostics.isEmpty)
    for diagnostic in loaded.diagnostics {
      guard let span = diagnostic.span else { continue }
      let isOrdered = (span.line, span.column) <= (span.endLine, span.endColumn)
      #expect(span.line > 0 && span.column > 0 && isOrdered)
    }
    let text = DiagnosticRenderer.text(loaded.diagnostics, sources: [file], color: true)
    #expect(text.isEmpty == loaded.diagnostics.isEmpty)
  }

  @Test(arguments: 0..<40)
  func `answers random bytes`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let count = Int.random(in: 1...200, using: &numbers)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) })
    }
  }

  @Test(arguments: 0..<40)
  func `answers random pieces of YAML`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed &+ 1000)
    for _ in 0..<40 {
      let count = Int.random(in: 1...30, using: &numbers)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
      check(Array(text.utf8))
    }
  }

  @Test(arguments: 0..<40)
  func `answers damaged manifests`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed &+ 2000)
    let whole = Array(FullSpecs.job.utf8)
    for _ in 0..<10 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...5, using: &numbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...127, using: &numbers)
        default:
          bytes.insert(
            contentsOf: Self.pieces.randomElement(using: &numbers)?.utf8 ?? "".utf8, at: place)
        }
      }
      check(bytes)
    }
  }
}
