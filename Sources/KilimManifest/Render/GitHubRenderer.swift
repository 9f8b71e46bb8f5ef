package import KilimModel

/// Diagnostics as workflow commands of GitHub Actions, which become annotations of the lines.
package enum GitHubRenderer {
  /// A line for each diagnostic.
  ///
  /// - Parameter directory: the present one; files below it are named from there.
  package static func text(_ diagnostics: [Diagnostic], directory: String) -> String {
    diagnostics.reduce(into: "") { $0 += line($1, directory) + "\n" }
  }

  private static func line(_ diagnostic: Diagnostic, _ directory: String) -> String {
    var properties: [(String, String)] = []
    if let span = diagnostic.span {
      properties.append(("file", PlainPath.relative(span.file, to: directory)))
      properties.append(("line", String(span.line)))
      properties.append(("endLine", String(span.endLine)))
      // GitHub takes columns only where both are of one line.
      if span.line == span.endLine {
        properties.append(("col", String(span.column)))
        properties.append(("endColumn", String(span.endColumn)))
      }
    }
    properties.append(("title", diagnostic.code.rawValue))
    let list = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    let parts = [diagnostic.message, diagnostic.hint.map { "hint: \($0)" }, diagnostic.origin]
    let message = parts.compactMap { $0 }.joined(separator: "\n")
    return "::\(command(diagnostic.severity)) \(list)::\(escaped(message))"
  }

  private static func command(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  /// As the toolkit of GitHub Actions does it (`@actions/core`, command.ts).
  private static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": safe += "%25"
      case "\r": safe += "%0D"
      case "\n": safe += "%0A"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func escapedProperty(_ text: String) -> String {
    var safe = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case ":": safe += "%3A"
      case ",": safe += "%2C"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
