import KilimManifest
import KilimModel

extension Session {
  /// Prints diagnostics for people to standard error, with the lines they are about.
  func show(_ diagnostics: [Diagnostic], sources: [any ManifestSource]) {
    let shown = console.isQuiet ? diagnostics.filter { $0.severity == .error } : diagnostics
    guard !shown.isEmpty else { return }
    let text = DiagnosticRenderer.text(
      shown, sources: sources, color: console.errorPaint.isColoured)
    Console.write(text.hasSuffix("\n") ? text : text + "\n", to: 2)
  }
}

/// `2 errors, 1 warning`.
enum DiagnosticCounts {
  static func text(_ diagnostics: [Diagnostic]) -> String {
    let parts = Diagnostic.Severity.allCases.compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      guard count > 0 else { return nil }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.isEmpty ? "no problems" : parts.joined(separator: ", ")
  }
}
