package import KilimModel

/// Why a point has no values: an expression that fails for it.
package struct SweepProblem: Error, Sendable, Hashable {
  package var error: ExpressionError
  /// The field of the expression, as in `spec.exclude[0]`.
  package var path: String
  /// The canonical text of what is known of the point.
  package var point: String

  package var diagnostic: Diagnostic {
    Diagnostic(
      .expressionFailure, "\(error.message), in the point \(point)", hint: error.hint,
      part: error.part, path: path)
  }
}
