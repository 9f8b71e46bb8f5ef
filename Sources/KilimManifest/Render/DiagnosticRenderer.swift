package import KilimModel

package enum DiagnosticRenderer {
  package static func text(
    _ diagnostics: [Diagnostic], sources: [SourceFile], color: Bool
  ) -> String { "" }
  package static func json(_ diagnostic: Diagnostic) -> JSONValue { .null }
}
