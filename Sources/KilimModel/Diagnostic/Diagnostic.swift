/// One problem with what the user wrote, in the user's words.
///
/// Diagnostics are values: they are collected, never thrown, so that one reading of a manifest
/// shows all of its problems.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    case error, warning, note
  }

  package var code: DiagnosticCode
  package var severity: Severity
  /// What is wrong, without position, without a full stop at the end.
  package var message: String
  /// What is allowed, or what to do.
  package var hint: String?
  /// Where it is wrong; nil for a problem of no file (a missing file, an option).
  package var span: SourceSpan?
  /// The piece of the value at `path` that is wrong, as the value has it; nil for all of it.
  package var part: String?
  /// The field's path, as in `spec.parameterSet.appArgs[0].arg`; empty for a whole document.
  package var path: String
  /// Where a value came from, as in `memoryMB 4096 from App ocean@3, apps.yaml:12`.
  package var origin: String?

  package init(
    _ code: DiagnosticCode, severity: Severity? = nil, _ message: String, hint: String? = nil,
    span: SourceSpan? = nil, part: String? = nil, path: String = "", origin: String? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.message = message
    self.hint = hint
    self.span = span
    self.part = part
    self.path = path
    self.origin = origin
  }
}

extension Sequence where Element == Diagnostic {
  /// Whether anything here forbids going on.
  package var hasErrors: Bool { contains { $0.severity == .error } }
}
