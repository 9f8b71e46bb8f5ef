import KilimModel

/// Why a text is no constraint.
struct ConstraintError: Error, Hashable {
  enum Problem: Hashable {
    case empty
    case tooLong
    case tooDeep
    case unterminated(Character)
    case character(Character)
    case number(String)
    case patternTooLong
    /// Something else should stand where `found` stands; nil at the end.
    case expected(Expectation, found: String?)
  }
  /// What may stand at a place.
  enum Expectation: Hashable {
    case condition
    case comparison(after: String)
    case value(after: String)
    case pattern
    case list
    case listEnd
    case connective
    case betweenAnd
    case parenthesis
  }

  var problem: Problem
  /// Where, in characters (code points) of the text, from 0.
  var offset: Int

  var message: String {
    switch problem {
    case .empty: "the constraints say nothing"
    case .tooLong: "the constraints are longer than \(ConstraintExpression.maximumBytes) bytes"
    case .tooDeep:
      "the constraints are nested more than \(ConstraintExpression.maximumDepth) deep"
    case .unterminated(let quote): "the quote \(quote) is never closed"
    case .character(let character): "`\(character)` has no meaning in a constraint"
    case .number(let text): "`\(text)` is no number"
    case .patternTooLong: "a pattern of LIKE is longer than \(LikePattern.maximumBytes) bytes"
    case .expected(let expectation, nil): "\(expectation.words) is missing at the end"
    case .expected(let expectation, let found?):
      "\(expectation.words) is missing before `\(found)`"
    }
  }

  var hint: String {
    switch problem {
    case .empty: "write a condition such as `memoryGB >= 128`, or leave the field out"
    case .tooLong, .tooDeep, .patternTooLong: "say it in a shorter way"
    case .unterminated(let quote): "close it; a quote inside is written twice: \(quote)\(quote)"
    case .character("&"): "write AND"
    case .character("|"): "write OR"
    case .character("!"): "write NOT, or `<>` for not equal"
    case .character: "a condition is as in SQL: `name = 'text' AND other >= 5`"
    case .number: "write a number as `128` or `1.5`, a text in quotes"
    case .expected(let expectation, let found): expectation.hint(found)
    }
  }

  func diagnostic(path: String) -> Diagnostic {
    Diagnostic(.constraintSyntax, "\(message) (character \(offset + 1))", hint: hint, path: path)
  }
}

extension ConstraintError.Expectation {
  fileprivate var words: String {
    switch self {
    case .condition: "a condition"
    case .comparison(let name): "the comparison of `\(name)`"
    case .value(let sign): "the value after `\(sign)`"
    case .pattern: "a pattern in quotes"
    case .list: "a list in parentheses"
    case .listEnd: "`,` or `)`"
    case .connective: "AND or OR"
    case .betweenAnd: "the AND of BETWEEN"
    case .parenthesis: "`)`"
    }
  }

  fileprivate func hint(_ found: String?) -> String {
    switch self {
    case .condition: "a condition starts with the name of a capability: `memoryGB >= 128`"
    case .comparison: "write =, <>, <, <=, >, >=, IN, BETWEEN or LIKE between name and value"
    case .value("=") where found == "=": "write one `=` for equal"
    case .value where found == ")" || found == ",": "write a number, a text in quotes, or TRUE"
    case .value:
      found.map { "put a text into quotes: '\($0)'" } ?? "write a number, a text in quotes, or TRUE"
    case .pattern: "write it as LIKE 'gpu%'; % stands for any text, _ for one character"
    case .list: "write it as IN ('a', 'b')"
    case .listEnd: "separate the values by commas and close the list"
    case .connective where found == ")": "remove it, or open the parenthesis"
    case .connective: "join conditions by AND or OR"
    case .betweenAnd: "write it as BETWEEN 1 AND 5"
    case .parenthesis: "close the parenthesis"
    }
  }
}
