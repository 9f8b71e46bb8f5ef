import KilimManifest
import KilimModel
import Testing

/// Bytes that nobody writes by hand: each has its own message, at its place.
struct HostileTextTests {
  private func load(_ bytes: [UInt8], _ name: String = "a.yaml") -> [Diagnostic] {
    ManifestLoader.load([SourceFile(name: name, directory: "/", bytes: bytes)]).diagnostics
  }

  private func words(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0.line):\($0.column) " } ?? ""
      return "\(place)\(diagnostic.message) [\(diagnostic.hint ?? "")]"
    }
  }

  private static func utf16(_ text: String, _ mark: [UInt8], isBig: Bool) -> [UInt8] {
    mark
      + text.utf16.flatMap {
        isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
      }
  }

  private static func utf32(_ text: String, _ mark: [UInt8], isBig: Bool) -> [UInt8] {
    mark
      + text.unicodeScalars.flatMap { scalar in
        let bytes = (0..<4).map { UInt8(scalar.value >> (8 * $0) & 255) }
        return isBig ? bytes.reversed() : bytes
      }
  }

  static let encodings: [(String, [UInt8])] = [
    ("UTF-16", utf16("kind: é\n", [0xFF, 0xFE], isBig: false)),
    ("UTF-16", utf16("kind: é\n", [0xFE, 0xFF], isBig: true)),
    ("UTF-16", utf16("kind: é\n", [], isBig: false)),
    ("UTF-16", utf16("kind: é\n", [], isBig: true)),
    ("UTF-32", utf32("kind: é\n", [0xFF, 0xFE, 0, 0], isBig: false)),
    ("UTF-32", utf32("kind: é\n", [0, 0, 0xFE, 0xFF], isBig: true)),
    ("UTF-32", utf32("kind: é\n", [], isBig: false)),
    ("UTF-32", utf32("kind: é\n", [], isBig: true)),
  ]

  @Test(arguments: encodings)
  func `names the encoding of what is not UTF-8`(encoding: String, bytes: [UInt8]) {
    #expect(words(load(bytes)) == ["1:1 the file is \(encoding) [save it as UTF-8]"])
  }

  static let formats: [([UInt8], String)] = [
    ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "a compiled program (ELF)"),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "a PNG image"),
    ([0x1F, 0x8B, 8, 0, 0, 0], "compressed with gzip"),
    (Array("PK\u{3}\u{4}\u{14}\0\0".utf8), "a ZIP archive"),
    (Array("BZh91AY".utf8) + [0x26, 0x53, 0x59, 0xFF], "compressed with bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz"),
    ([0x28, 0xB5, 0x2F, 0xFD, 4, 0], "compressed with zstd"),
    (Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF], "a PDF document"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
    (Array("#!/usr/bin/env run-singularity\nSIF_MAGIC\0".utf8), "an Apptainer image"),
    ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"), (Array("GIF89a\u{1}\0".utf8), "a GIF image"),
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A], "an HDF5 file"),
    (Array("hsqs\0".utf8), "a SquashFS image"),
  ]

  @Test(arguments: formats)
  func `says what a binary file looks like`(bytes: [UInt8], name: String) {
    #expect(
      words(load(bytes)) == [
        "1:1 this is \(name), not a manifest "
          + "[manifests are UTF-8 text; check that this is the right file]"
      ])
  }

  @Test func `tells the place of a NUL and of a byte that is not UTF-8, whichever is first`() {
    let nul = "there is a NUL byte, so this is no text file"
    #expect(load(Array("a: 1\r\né: \0\u{80}".utf8)).map(\.message) == [nul])
    #expect(words(load(Array("a: 1\r\né: \0".utf8)))[0].hasPrefix("2:4 \(nul)"))
    let invalid = Array("\u{FEFF}a: é\rb: ".utf8) + [0xE9, 0x0A, 0x00]
    #expect(words(load(invalid)) == ["2:4 byte 0xE9 is not UTF-8 [save the file as UTF-8]"])
  }

  @Test(arguments: [
    ("a: \u{7}", "1:4", "0007"), ("a: 1\r\n\tb: \u{1B}[1m", "2:5", "001B"),
    ("a: \u{7F}", "1:4", "007F"), ("# é\u{85}b: \u{9B}", "2:4", "009B"),
    ("\u{FEFF}a: \u{1}", "1:4", "0001"), ("a: 1\u{2028}\u{2029}b: \u{8}", "3:4", "0008"),
    ("a: \u{FFFE}", "1:4", "FFFE"),
  ])
  func `names a control character and its place`(text: String, place: String, code: String) {
    #expect(
      words(load(Array(text.utf8))) == [
        "\(place) the character U+\(code) may not stand in a manifest "
          + "[remove it, or write it as an escape in double quotes: \"\\u\(code)\"]"
      ])
  }

  static let lineEnds = ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  @Test(arguments: lineEnds, ["", "\u{FEFF}"])
  func `counts every line end of YAML and shows the right line`(end: String, mark: String) {
    let lines = ManifestText.job.split(separator: "\n").map(String.init) + ["  nodeCont: 2 # é"]
    let text = mark + lines.joined(separator: end) + end
    let file = SourceFile(name: "a.yaml", directory: "/", bytes: Array(text.utf8))
    let diagnostics = ManifestLoader.load([file]).diagnostics
    #expect(diagnostics.map { "\($0.span?.line ?? 0):\($0.span?.column ?? 0)" } == ["7:3"])
    let shown = DiagnosticRenderer.text(diagnostics, sources: [file], color: false)
    #expect(shown.contains("\n7 |   nodeCont: 2 # é\n  |   ^^^^^^^^\n"), "\(shown)")
  }

  @Test(arguments: lineEnds)
  func `goes on behind a syntax error, whatever ends its line`(end: String) {
    let text = ["a: [1", "---", "b: ]", "---", "c: }", ""].joined(separator: end)
    let places = load(Array(text.utf8)).map { "\($0.span?.line ?? 0):\($0.span?.column ?? 0)" }
    #expect(places == ["2:1", "3:4", "5:4"])
  }

  @Test(arguments: [("{", "1:2"), ("{\n", "2:1"), ("{true\r\n ", "2:2")])
  func `points at the end of a text, not behind it`(text: String, place: String) {
    let found = load(Array(text.utf8), "a.json").map {
      "\($0.span?.line ?? 0):\($0.span?.column ?? 0)"
    }
    #expect(found.contains(place), "\(found)")
  }

  @Test(arguments: [0, 5, 799, 800, 801, 100_000])
  func `shows what stands around a place in a very long line`(count: Int) {
    let blanks = String(repeating: "é", count: count)
    let text = "a: '\(blanks)' 'x" + String(repeating: "y", count: 2000)
    let file = SourceFile(name: "a.yaml", directory: "/", bytes: Array(text.utf8))
    let diagnostics = ManifestLoader.load([file]).diagnostics
    let shown = DiagnosticRenderer.text(diagnostics, sources: [file], color: false)
    let lines = shown.split(separator: "\n").map(Array.init)
    let caret = lines[4].firstIndex(of: "^") ?? 0
    #expect(String(lines[3][caret...]).hasPrefix("'xyyy"), "\(shown)")
    #expect(lines.allSatisfy { $0.count < 130 })
  }

  @Test func `bounds what takes more than linear time`() {
    let tags = (0..<50_000).map { "%TAG !a\($0)! tag:x,2000:\n" }.joined() + "---\na: 1\n"
    #expect(
      words(load(Array(tags.utf8))) == [
        "101:1 there are more than 100 lines that begin with `%` "
          + "[remove the `%TAG` lines; tags have no meaning here]"
      ])
    let anchors = (0..<20_000).map { "b\($0): &b\($0) 1\n" }.joined()
    let aliases = (0..<20_000).map { "a\($0): *x\($0)\n" }.joined()
    #expect(load(Array((anchors + aliases).utf8)).count == 1000)
    #expect(load(Array(String(repeating: "a: 1\n", count: 50_000).utf8)).count == 1001)
  }

  @Test func `says when not all problems are shown`() {
    let found = load(Array(String(repeating: "a: *b\n", count: 2000).utf8))
    #expect(found.count == 1000)
    #expect(found.last?.hint == "there are more problems in this file, not shown")
    #expect(found.dropLast().allSatisfy { $0.hint?.contains("there are more") == false })
  }

  @Test func `reads the code points that stand for surrogate pairs inside`() {
    let long = String(repeating: "x", count: 60)
    for text in ["\"\u{10FE00}\(long)\"", "'\u{10FE5C}\(long)\\ud83d\\ude00'"] {
      let loaded = ManifestText.load(ManifestText.job + "  notes: {x: \(text)}\n")
      #expect(loaded.diagnostics == [] && loaded.documents.count == 1)
    }
  }

  @Test(arguments: [" ", "\n  ", "\n"])
  func `refuses 10,000 levels of brackets`(between: String) {
    let text = "a: " + String(repeating: "[" + between, count: 10_000)
    #expect(load(Array(text.utf8)).map(\.code) == [.tooDeep])
    #expect(load(Array(text.utf8.dropFirst(3)), "a.json").map(\.code) == [.tooDeep])
  }

  @Test func `refuses 2,000 levels of indentation and 10,000 of lists`() {
    var text = ""
    for level in 0..<2_000 { text += String(repeating: " ", count: level) + "a:\n" }
    #expect(load(Array(text.utf8)).map(\.code) == [.tooDeep])
    let list = String(repeating: "- ", count: 10_000)
    #expect(load(Array(list.utf8)).map(\.code) == [.tooDeep])
  }
}
