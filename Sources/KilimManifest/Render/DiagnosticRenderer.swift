package import KilimModel

/// Diagnostics as people and programs read them.
package enum DiagnosticRenderer {
  /// Each diagnostic with its place, the source line and carets; an empty line between two, a line
  /// end after the last.
  ///
  /// Source lines come from the file of the same name in `sources`; without one there is only the
  /// place. Control characters of the source never reach the terminal.
  package static func text(
    _ diagnostics: [Diagnostic], sources: [any ManifestSource], color: Bool
  ) -> String {
    let lines = SourceLines(of: diagnostics.compactMap(\.span), in: sources)
    return diagnostics.map { text($0, lines, Palette(isOn: color)) }.joined(separator: "\n")
  }

  private static func text(
    _ diagnostic: Diagnostic, _ lines: SourceLines, _ palette: Palette
  ) -> String {
    let severity = diagnostic.severity
    var text = palette.paint("\(severity.rawValue)[\(diagnostic.code.rawValue)]", severity)
    text += palette.bold(": " + SafeText.line(diagnostic.message)) + "\n"
    var margin = 1
    if let span = diagnostic.span {
      margin = String(span.line).count
      let blanks = String(repeating: " ", count: margin)
      text += blanks + palette.faint("--> ")
      text += "\(SafeText.line(span.file)):\(span.line):\(span.column)\n"
      if showsSource(of: diagnostic), let line = lines.line(span.line, of: span.file) {
        text += excerpt(Excerpt(line[...], span), span.line, blanks, severity, palette)
      }
    }
    let blanks = String(repeating: " ", count: margin)
    for (label, note) in [("hint", diagnostic.hint), ("origin", diagnostic.origin)] {
      guard let note else { continue }
      text += "\(blanks) \(palette.faint("= \(label): "))\(SafeText.line(note))\n"
    }
    return text
  }

  /// What is ignored may be a password: its line is not shown. A file that is too large was not read.
  private static func showsSource(of diagnostic: Diagnostic) -> Bool {
    diagnostic.code != .ignoredField && diagnostic.code != .tooLarge
  }

  private static func excerpt(
    _ excerpt: Excerpt, _ number: Int, _ blanks: String, _ severity: Diagnostic.Severity,
    _ palette: Palette
  ) -> String {
    let bar = palette.faint("\(blanks) |")
    let shown = excerpt.text.isEmpty ? "" : " " + excerpt.text
    let carets = String(repeating: "^", count: excerpt.caretWidth)
    return """
      \(bar)
      \(palette.faint("\(number) |"))\(shown)
      \(bar) \(String(repeating: " ", count: excerpt.caretOffset))\(palette.paint(carets, severity))

      """
  }
}
