import KilimModel

/// Who said something: the document where a value stands.
enum Layer: Hashable, Sendable {
  case job, app, system

  /// Where the fields of `JobAttributes` stand in its document.
  var prefix: String {
    switch self {
    case .job, .system: "spec"
    case .app: "spec.jobAttributes"
    }
  }
}

/// A mistake, and the document it stands in; the span is still to be looked up.
struct Mistake: Hashable {
  var layer: Layer
  var diagnostic: Diagnostic

  init(_ layer: Layer, _ diagnostic: Diagnostic) {
    self.layer = layer
    self.diagnostic = diagnostic
  }

  init(
    _ layer: Layer, _ code: DiagnosticCode, severity: Diagnostic.Severity? = nil,
    _ message: String, hint: String? = nil, path: String
  ) {
    self.layer = layer
    diagnostic = Diagnostic(code, severity: severity, message, hint: hint, path: path)
  }
}
