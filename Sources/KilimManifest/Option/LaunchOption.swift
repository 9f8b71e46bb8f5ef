/// One option for the tool that starts a job, as the user gave it.
struct LaunchOption: Hashable {
  /// The canonical long name, as in `--account`, whatever the user wrote.
  var name: String
  /// What it says, with macros and variables not yet filled in (`CommandWord.init(pieces:macros:)`
  /// does that); nil for an option without a value, empty for an empty value.
  var value: [WordSplitter.Piece]?
  /// As the user wrote it, for messages: `-A TACC`.
  var text: String

  /// The names in the value that are no macros: a shell would fill them in.
  var liveVariables: [String] {
    (value ?? []).compactMap { piece in
      guard case .variable(let name, let isBraced) = piece else { return nil }
      return isBraced && MacroName(name) != nil ? nil : name
    }
  }
}

extension [WordSplitter.Piece] {
  /// The pieces as somebody would write them, quotes of the whole word aside.
  var shown: String {
    reduce(into: "") { result, piece in
      switch piece {
      case .text(let text): result += text
      case .singleQuoted(let text): result += "'\(text)'"
      case .variable(let name, true): result += "${\(name)}"
      case .variable(let name, false): result += "$\(name)"
      }
    }
  }
}
