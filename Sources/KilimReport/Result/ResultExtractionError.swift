package import KilimModel

/// Why a wanted result cannot be read from a file.
package enum ResultExtractionError: Error, Sendable, Hashable {
  case emptyFile
  /// The file is not JSON; line and column count from 1, the column in bytes.
  case notJSON(line: Int, column: Int, message: String)
  /// Nothing stands at the path; `reason` says how far it leads and what is there.
  case pathNotFound(path: String, reason: String)
  /// The declaration's `json` is no path; the manifests' reader refuses such ones.
  case wrongPath(String)
  case wrongExpression(String, PathPatternError)
  case noMatch(expression: String)
  /// The declaration has neither `json` nor `regex`.
  case nothingWanted

  /// In the user's words, without the file's name, which the caller knows.
  package var message: String {
    switch self {
    case .emptyFile: "the file is empty"
    case .notJSON(let line, let column, let message):
      "the file is not JSON: \(message), at line \(line), column \(column)"
    case .pathNotFound(let path, let reason): "there is no `\(path)`: \(reason)"
    case .wrongPath(let path): "`\(path)` is no path; write keys and positions: .scores[0].value"
    case .wrongExpression(let text, let error):
      "`\(text)` is no regular expression: \(error.message)"
    case .noMatch(let expression): "nothing in the file matches `\(expression)`"
    case .nothingWanted: "the result says neither `json` nor `regex`"
    }
  }
}
