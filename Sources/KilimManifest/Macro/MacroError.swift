import KilimModel

/// Why the strict engine cannot resolve a text.
enum MacroError: Error, Hashable {
  case unterminated
  case empty
  case unknown(String)
  case unavailable(MacroName)
  /// The names on the way around, the first one repeated at the end.
  case cycle([MacroName])
  case hostVariable(String)
  case hostEvalSyntax
  case misplacedHostEval
  /// Another field that this one needs is wrong and was reported there.
  case reportedElsewhere

  var code: DiagnosticCode {
    switch self {
    case .unterminated, .empty, .hostEvalSyntax, .misplacedHostEval: .macroSyntax
    case .unknown: .unknownMacro
    case .unavailable, .reportedElsewhere: .macroUnavailable
    case .cycle: .macroCycle
    case .hostVariable: .hostVariable
    }
  }

  var message: String {
    switch self {
    case .unterminated: "`${` has no closing `}`"
    case .empty: "`${}` names no macro"
    case .unknown(let name): "there is no macro `${\(name)}`"
    case .unavailable(let macro): "`${\(macro.name)}` has no value here: \(macro.reasonForNoValue)"
    case .cycle(let names):
      "these macros need each other: \(names.map { "${\($0.name)}" }.joined(separator: " -> "))"
    case .hostVariable(let name):
      "HOST_EVAL: `$\(name)` is not set in your environment, and no default is given"
    case .hostEvalSyntax: "this HOST_EVAL cannot be read"
    case .misplacedHostEval: "HOST_EVAL works only at the beginning of a value"
    case .reportedElsewhere: "a value that this one needs is wrong"
    }
  }

  var hint: String? {
    switch self {
    case .unterminated, .empty: "write a macro as `${JobUUID}`"
    case .unknown(let name):
      Spelling.nearest(to: name, among: MacroName.names).map { "did you mean `${\($0)}`?" }
        ?? "the macros are: \(MacroName.names.joined(separator: ", "))"
    case .cycle: "give one of them a value without the others"
    case .hostVariable(let name): "write `HOST_EVAL($\(name), DEFAULT)`, or export \(name)"
    case .hostEvalSyntax, .misplacedHostEval:
      "write `HOST_EVAL($NAME)` or `HOST_EVAL($NAME, default)`, then the rest of the path"
    case .unavailable, .reportedElsewhere: nil
    }
  }

  /// The mistake as a diagnostic at a path; nil when it was reported elsewhere.
  func diagnostic(path: String) -> Diagnostic? {
    if case .reportedElsewhere = self { return nil }
    return Diagnostic(code, message, hint: hint, path: path)
  }
}
