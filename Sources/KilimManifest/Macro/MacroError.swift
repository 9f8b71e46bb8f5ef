import KilimModel

/// Why the strict engine cannot resolve a text.
enum MacroError: Error, Hashable {
  case unterminated
  case unnamed
  case unknown(String)
  case unavailable(MacroName)
  /// The names on the way around, the first one repeated at the end.
  case cycle([MacroName])
  case hostVariable(String, at: FactPlace)
  case hostEvalSyntax
  case misplacedHostEval
  case climbs(String)
  case controlCharacter
  case absoluteLogName(String)
  case empty(MacroName)
  /// More bytes than this, with all macros filled in.
  case tooLong(limit: Int)
  /// Another field that this one needs is wrong and was reported there.
  case reportedElsewhere

  var code: DiagnosticCode {
    switch self {
    case .unterminated, .unnamed, .hostEvalSyntax, .misplacedHostEval: .macroSyntax
    case .unknown: .unknownMacro
    case .unavailable, .reportedElsewhere: .macroUnavailable
    case .cycle: .macroCycle
    case .hostVariable: .hostVariable
    case .climbs, .absoluteLogName: .invalidPath
    case .controlCharacter: .forbiddenCharacter
    case .empty: .missingValue
    case .tooLong: .outOfRange
    }
  }

  var message: String {
    switch self {
    case .unterminated: "`${` has no closing `}`"
    case .unnamed: "`${}` names no macro"
    case .unknown(let name): "there is no macro `${\(name)}`"
    case .unavailable(let macro): "`${\(macro.name)}` has no value here: \(macro.reasonForNoValue)"
    case .cycle(let names) where names.count < 3:
      "`${\(names.first?.name ?? "")}` is part of its own value"
    case .cycle(let names):
      "these macros need each other: \(names.map { "${\($0.name)}" }.joined(separator: " -> "))"
    case .hostVariable(let name, .here):
      "HOST_EVAL: `$\(name)` is not set in your environment, and no default is given"
    case .hostVariable(let name, .exec(let system)), .hostVariable(let name, .archive(let system)):
      "HOST_EVAL: `$\(name)` is not set on System `\(system)`, and no default is given"
    case .hostEvalSyntax: "this HOST_EVAL cannot be read"
    case .misplacedHostEval: "HOST_EVAL works only at the beginning of a value"
    case .climbs(let path): "`..` may not be part of this path: `\(path)`"
    case .absoluteLogName(let name): "the name of a log is relative, not `\(name)`"
    case .controlCharacter: "a control character is in it"
    case .empty(let macro): "the value of \(macro.name) is empty"
    case .tooLong(let limit): "with its macros filled in, this is longer than \(limit) bytes"
    case .reportedElsewhere: "a value that this one needs is wrong"
    }
  }

  var hint: String? {
    switch self {
    case .unterminated, .unnamed: "write a macro as `${JobUUID}`"
    case .unknown(let name):
      Spelling.nearest(to: name, among: MacroName.names).map { "did you mean `${\($0)}`?" }
        ?? "the macros are: \(MacroName.names.joined(separator: ", "))"
    case .cycle(let names) where names.count < 3:
      "write a path without it, or leave the field out for the usual one"
    case .cycle: "give one of them a value without the others"
    case .hostVariable(let name, .here):
      "write `HOST_EVAL($\(name), DEFAULT)`, or export \(name)"
    case .hostVariable(let name, _):
      "write `HOST_EVAL($\(name), DEFAULT)`, or export \(name) in the login files there"
    case .hostEvalSyntax, .misplacedHostEval:
      "write `HOST_EVAL($NAME)` or `HOST_EVAL($NAME, default)`, then the rest of the path"
    case .absoluteLogName: "it is a file in the output directory, as `tapisjob.out`"
    case .climbs: "write the path itself, without `..`"
    case .tooLong: "no path on Linux is longer; macros that hold macros grow quickly"
    case .unavailable, .controlCharacter, .empty, .reportedElsewhere: nil
    }
  }

  /// The piece of the text that is wrong; nil for all of it.
  private var part: String? {
    switch self {
    case .unterminated: "${"
    case .unnamed: "${}"
    case .unknown(let name): "${\(name)}"
    case .unavailable(let macro): "${\(macro.name)}"
    case .cycle(let names): names.last.map { "${\($0.name)}" }
    case .hostVariable, .hostEvalSyntax, .misplacedHostEval, .climbs, .controlCharacter,
      .absoluteLogName, .empty, .tooLong, .reportedElsewhere:
      nil
    }
  }

  /// The mistake as a diagnostic at a path; nil when it was reported elsewhere.
  ///
  /// - Parameter variables: what can be written there besides the macros.
  func diagnostic(path: String, besides variables: Set<String> = []) -> Diagnostic? {
    if case .reportedElsewhere = self { return nil }
    var hint = hint
    if case .unknown(let name) = self,
      let nearest = Spelling.nearest(to: name, among: variables.sorted() + MacroName.names)
    {
      hint = "did you mean `${\(nearest)}`?"
    }
    return Diagnostic(code, message, hint: hint, part: part, path: path)
  }
}
