import KilimModel

/// What a shell would do beyond taking words.
enum ShellOperation: Hashable {
  case commandSubstitution
  case separator(Character)
  case background
  case pipe
  case redirection(Character)
  case group(Character)

  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ";"): self = .separator(";")
    case UInt8(ascii: "&"): self = .background
    case UInt8(ascii: "|"): self = .pipe
    case UInt8(ascii: "<"): self = .redirection("<")
    case UInt8(ascii: ">"): self = .redirection(">")
    case UInt8(ascii: "("): self = .group("(")
    case UInt8(ascii: ")"): self = .group(")")
    case UInt8(ascii: "`"): self = .commandSubstitution
    default: return nil
    }
  }

  var words: String {
    switch self {
    case .commandSubstitution: "a command substitution (`$(...)` or backquotes)"
    case .separator(let character): "`\(character)`, which separates commands"
    case .background: "`&`, which starts a command in the background"
    case .pipe: "`|`, which is a pipe"
    case .redirection(let character): "`\(character)`, which is a redirection"
    case .group(let character): "`\(character)`, which groups commands"
    }
  }
}

/// Why a fragment is not a list of words.
enum WordError: Error, Hashable {
  case operation(ShellOperation)
  case expansion(String)
  case specialParameter(String)
  case unterminated(String)
  case trailingBackslash

  var code: DiagnosticCode {
    switch self {
    case .operation, .expansion, .specialParameter: .shellSyntax
    case .unterminated, .trailingBackslash: .wordSyntax
    }
  }

  var message: String {
    switch self {
    case .operation(let operation): "an `arg` holds words, and this one has \(operation.words)"
    case .expansion(let text):
      "`\(text)` is more than a variable; only `$NAME` and `${NAME}` work here"
    case .specialParameter(let text): "`\(text)` means nothing outside a shell script"
    case .unterminated("${"): "`${` has no closing `}`"
    case .unterminated(let quote): "the quote \(quote) is never closed"
    case .trailingBackslash: "a backslash at the end escapes nothing"
    }
  }

  var hint: String {
    switch self {
    case .operation:
      "quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`"
    case .expansion, .specialParameter:
      "quote it with '...' or `\\$` to pass it on as text, or write literal words in `args: [...]`"
    case .unterminated("${"): "close it, or write `\\$` for a dollar sign"
    case .unterminated: "close the quote, or put a backslash in front of it"
    case .trailingBackslash: "write `\\\\` for a backslash"
    }
  }
}
