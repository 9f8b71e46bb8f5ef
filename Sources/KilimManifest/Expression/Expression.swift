/// A small pure language for `when`, `exclude` and derived parameters (product, section 4):
/// arithmetic, comparison, logic, texts; no input or output, no loops.
///
/// A parameter that a point does not have is different from everything: comparisons with it are
/// false, but for `!=`.
package struct Expression: Sendable {
  package let text: String
  /// The names it uses, each once, in the order of their first use.
  package let names: [String]
  private let root: ExpressionNode

  /// Texts are at most so long, in bytes.
  package static let longest = 4096

  /// - Throws: `ExpressionError` for a text that is no expression.
  package init(_ text: String) throws(ExpressionError) {
    guard text.utf8.count <= Self.longest else {
      throw ExpressionError("an expression has at most \(Self.longest) bytes")
    }
    var parser = try ExpressionParser(text)
    root = try parser.whole()
    names = parser.names
    self.text = text
  }

  /// - Parameter values: in the order of `names`.
  package func value(
    _ values: [ExpressionValue]
  ) throws(ExpressionError) -> ExpressionValue {
    try ExpressionEvaluation(names: names, values: values).value(of: root)
  }

  /// The value of a condition.
  package func isTrue(_ values: [ExpressionValue]) throws(ExpressionError) -> Bool {
    let value = try self.value(values)
    guard case .boolean(let isTrue) = value else {
      throw ExpressionError(
        "`\(text)` is \(value.kind), and a condition is true or false",
        hint: "compare it with something, as in `k > 3`")
    }
    return isTrue
  }
}
