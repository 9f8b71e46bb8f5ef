import KilimModel

/// Bytes to documents: any file gives documents or diagnostics, all at places that exist.
enum ReaderFuzz {
  /// The first byte chooses between YAML and JSON.
  static func check(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let name = first == UInt8(ascii: "{") ? "a.json" : "a.yaml"
    let text = first == UInt8(ascii: "%") ? Array(bytes.dropFirst()) : bytes
    let file = SourceFile(name: name, directory: "/d", bytes: text)
    let loaded = ManifestLoader.load([file])
    demand(!loaded.documents.isEmpty || !loaded.diagnostics.isEmpty, "an answer")
    demand(loaded.documents.isEmpty || loaded.isComplete || loaded.diagnostics.hasErrors, "errors")
    let lengths = lineLengths(text)
    for diagnostic in loaded.diagnostics {
      demand(!diagnostic.message.isEmpty, "a message")
      if let span = diagnostic.span { check(span, lengths, diagnostic.message) }
    }
    for document in loaded.documents {
      check(document.source.span(ofPath: "spec.parameterSet.appArgs[0].arg"), lengths, "a field")
      check(document.source.keySpan(ofPath: "metadata.name"), lengths, "a key")
    }
    let shown = DiagnosticRenderer.text(loaded.diagnostics, sources: [file], color: true)
    demand(shown.isEmpty == loaded.diagnostics.isEmpty, "a rendering")
    for diagnostic in loaded.diagnostics { _ = DiagnosticRenderer.json(diagnostic).text }
  }

  private static func check(_ span: SourceSpan, _ lengths: [Int], _ message: String) {
    demand(isPlace(span.line, span.column, lengths), "\(span) starts in the text: \(message)")
    // An empty span is shown as one character, which may be one behind the last.
    demand(
      isPlace(span.endLine, span.endColumn - 1, lengths)
        || isPlace(span.endLine, span.endColumn, lengths), "\(span) ends in the text: \(message)")
    demand(
      (span.line, span.column) <= (span.endLine, span.endColumn), "\(span) is ordered: \(message)")
  }

  private static func isPlace(_ line: Int, _ column: Int, _ lengths: [Int]) -> Bool {
    lengths.indices.contains(line - 1) && column > 0 && column <= lengths[line - 1] + 1
  }

  /// The lengths of all lines in code points, by YAML 1.1's line ends, told apart here once more.
  private static func lineLengths(_ bytes: [UInt8]) -> [Int] {
    var lengths = [0]
    var previous: Unicode.Scalar = " "
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = String(decoding: bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0), as: UTF8.self)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lengths.append(0)
      default: lengths[lengths.count - 1] += 1
      }
      previous = scalar
    }
    return lengths
  }
}
