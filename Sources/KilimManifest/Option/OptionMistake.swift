import KilimModel

/// What is wrong with an option, in the user's spelling.
enum OptionMistake: Hashable {
  case unknown(option: String, tool: String, near: String?, elsewhere: String?)
  case word(String, tool: String, near: String?)
  case variableName(String)
  case field(option: String, field: String)
  case managed(option: String, reason: String)
  case unsupported(option: String, tool: String, reason: String)
  /// The option that stands where the value should.
  case missingValue(option: String, next: String?)
  case emptyValue(option: String)
  case unexpectedValue(option: String, value: String)
  /// A value that must be joined with `=`.
  case detachedValue(option: String, value: String)
  case controlCharacter(option: String)
  case liveVariable(option: String, variable: String)
  case repeated(text: String, first: String)
  case splitting(WordError)

  var code: DiagnosticCode {
    switch self {
    case .unknown: .unknownOption
    case .field, .managed: .reservedOption
    case .splitting(let error): error.code
    default: .invalidOption
    }
  }

  var message: String {
    switch self {
    case .unknown(let option, let tool, _, _): "`\(option.cut)` is no option of \(tool)"
    case .word(let word, let tool, _):
      "`\(word.cut)` is neither an option of \(tool) nor the value of one"
    case .variableName(let text): "`\(text.cut)` hides the name of an option in a variable"
    case .field(let option, let field): "`\(option.cut)` is set by Kilim, from `\(field)`"
    case .managed(let option, let reason): "`\(option.cut)` is set by Kilim: \(reason)"
    case .unsupported(let option, let tool, let reason):
      "`\(option.cut)` of \(tool) does not work here: \(reason)"
    case .missingValue(let option, nil), .emptyValue(let option):
      "`\(option.cut)` needs a value"
    case .missingValue(let option, let next?):
      "`\(option.cut)` needs a value, and the option `\(next.cut)` follows"
    case .unexpectedValue(let option, let value):
      "`\(option.cut)` takes no value, and `\(value.cut)` is one"
    case .detachedValue(let option, let value):
      "`\(option.cut)` takes its value only after `=`, and `\(value.cut)` stands apart"
    case .controlCharacter(let option):
      "the value of `\(option.cut)` has a line break or another control character"
    case .liveVariable(let option, let variable):
      "`\(option.cut)` has `$\(variable.cut)`, and a scheduler fills in no variables"
    case .repeated(let text, let first):
      "`\(text.cut)` is given although `\(first.cut)` is there already"
    case .splitting(let error): error.message
    }
  }

  var hint: String {
    switch self {
    case .unknown(let option, _, _, _) where option.contains(where: \.isWhitespace):
      "write `\(option.prefix { !$0.isWhitespace })` and its value without quotes around both"
    case .unknown(_, _, _, let elsewhere?): "it is an option of \(elsewhere)"
    case .unknown(_, _, let near?, nil): "did you mean `\(near)`?"
    case .unknown(_, let tool, nil, nil): "see the manual of \(tool) for its options"
    case .word(_, _, let near?): "did you mean `\(near)`?"
    case .word: "options begin with `-`; put a value that has blanks into quotes"
    case .variableName: "write the option's name itself; its value may have `$NAME`"
    case .field(_, let field): "give `\(field)` in the job or its App, and leave this out"
    case .managed, .unsupported: "leave it out"
    case .missingValue(let option, nil), .emptyValue(let option): "write `\(option.cut) VALUE`"
    case .missingValue(let option, let next?):
      "write `\(option.joining(next).cut)` if that is the value"
    case .unexpectedValue(let option, _): "write `\(option.cut)` alone, or leave it out"
    case .detachedValue(let option, let value): "write `\(option.joining(value).cut)`"
    case .controlCharacter: "write the value in one line, in printable characters"
    case .liveVariable:
      "write the value itself, a macro such as `${JobName}`, or `\\$` for a dollar sign"
    case .repeated(_, let first): "keep one of them; `\(first.cut)` comes first"
    case .splitting(let error): error.hint
    }
  }

  func diagnostic(path: String) -> Diagnostic { Diagnostic(code, message, hint: hint, path: path) }
}

extension String {
  /// Short enough for a message.
  fileprivate var cut: String { utf8.count <= 80 ? self : String(prefix(60)) + "..." }

  fileprivate func joining(_ value: String) -> String {
    hasPrefix("--") ? "\(self)=\(value)" : self + value
  }
}
