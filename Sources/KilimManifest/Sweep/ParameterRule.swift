/// A condition or a derived value, in a space whose parameters have numbers.
struct ParameterRule: Sendable {
  enum Effect: Sendable { case keepIf, derive }

  var effect: Effect
  /// The parameter's number.
  var parameter: Int
  var expression: Expression
  /// The numbers of the names that the expression uses.
  var uses: [Int]
  var path: String
}

/// An expression of `exclude`, for one space; it may use names that the space does not have.
struct ExclusionRule: Sendable {
  var expression: Expression
  var uses: [Int?]
  var path: String
}
