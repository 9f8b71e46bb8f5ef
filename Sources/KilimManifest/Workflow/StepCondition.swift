package import KilimModel

/// `when` of a step: an expression over what other steps have come to.
package struct StepCondition: Sendable {
  /// Each once: `status` and results.
  package let references: [StepReference]
  private let expression: Expression

  /// - Throws: for a text that is no expression, and for names that are neither
  ///   `steps.NAME.status` nor `steps.NAME.results.KEY`.
  package init(_ text: String) throws(ExpressionError) {
    expression = try Expression(text)
    var references: [StepReference] = []
    for name in expression.names {
      guard let reference = StepReference(name), !reference.value.isPath else {
        throw ExpressionError(
          "`\(name)` is nothing that a condition knows",
          hint: "it knows `steps.NAME.status` and `steps.NAME.results.KEY`; texts stand in quotes",
          part: name)
      }
      references.append(reference)
    }
    self.references = references
  }

  /// - Parameter value: `FINISHED`, `FAILED`, `CANCELLED` or `SKIPPED` for a status; for a result its
  ///   value, `missing` when the step has none.
  package func isTrue(
    _ value: (StepReference) -> ExpressionValue
  ) throws(ExpressionError) -> Bool {
    try result(references.map(value))
  }

  private func result(_ values: [ExpressionValue]) throws(ExpressionError) -> Bool {
    do throws(ExpressionError) {
      return try expression.isTrue(values)
    } catch {
      throw error.ofSteps
    }
  }

  /// Whether some end of the steps makes it true; true as well when that cannot be told beforehand.
  ///
  /// - Throws: for an expression that has no value, however the steps end.
  func canBeTrue() throws(ExpressionError) -> Bool {
    guard references.count <= 4, references.allSatisfy({ $0.value == .status }) else { return true }
    let names = StepStatusName.all
    let count = references.reduce(1) { count, _ in count * names.count }
    var failure: ExpressionError?
    var hasValue = false
    for number in 0..<count {
      var rest = number
      let ends = references.map { _ -> ExpressionValue in
        defer { rest /= names.count }
        return .text(names[rest % names.count])
      }
      do throws(ExpressionError) {
        if try result(ends) { return true }
        hasValue = true
      } catch {
        failure = error
      }
    }
    if !hasValue, let failure { throw failure }
    return false
  }
}

extension ExpressionError {
  /// What is missing is of a step, and of no point.
  fileprivate var ofSteps: ExpressionError {
    var error = self
    error.message = message.replacing(
      "a parameter that this point does not have", with: "a result that the step does not have"
    ).replacing("which this point does not have", with: "which the step does not have")
    return error
  }
}
