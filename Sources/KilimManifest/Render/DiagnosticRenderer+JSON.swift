package import KilimModel

extension DiagnosticRenderer {
  /// The form that `-o json` promises (product, section 11): every member is always there.
  package static func json(_ diagnostic: Diagnostic) -> JSONValue {
    let span = diagnostic.span
    func number(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "code": .string(diagnostic.code.rawValue),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
      "hint": text(diagnostic.hint),
      "file": text(span?.file),
      "line": number(span?.line),
      "column": number(span?.column),
      "endLine": number(span?.endLine),
      "endColumn": number(span?.endColumn),
      "path": .string(diagnostic.path),
      "source": text(diagnostic.origin),
    ]
  }
}
