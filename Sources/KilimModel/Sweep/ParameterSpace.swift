/// One space of a sweep: its parts are multiplied with each other.
package struct ParameterSpace: Sendable, Hashable {
  /// All combinations of these values.
  package var grid: [String: ParameterValues] = [:]
  /// The first values together, the second ones together, and so on.
  package var zip: [String: ParameterValues] = [:]
  /// Combinations that are written out.
  package var list: [[String: JSONValue]] = []
  package var csv: DelimitedFile?
  /// A file with a JSON object in each line.
  package var jsonLines: String?
  package var random: ParameterSample?
  package var latinHypercube: ParameterSample?
  package var sobol: ParameterSample?
  /// Further parameters, by the expressions that they are.
  package var derived: [String: String] = [:]
  /// Parameters that only some points have, by the conditions for that.
  package var when: [String: String] = [:]
  package init() {}
}

/// The values of one parameter: scalars, or the rule that makes them.
package enum ParameterValues: Sendable, Hashable {
  case listed([JSONValue])
  case generated(ValueRule)
}

/// Numbers that follow a rule; one of the members is set.
package struct ValueRule: Sendable, Hashable {
  /// First, last and step; the last one is part of it when a step hits it.
  package var range: [Double] = []
  /// First, last, count.
  package var linspace: [Double] = []
  /// First, last, count, as the values are.
  package var logspace: [Double] = []
  /// First and last.
  package var integers: [Double] = []
  package init() {}
}

/// Points drawn by chance or by a plan that fills the space evenly.
package struct ParameterSample: Sendable, Hashable {
  package var count = 0
  package var seed: Int?
  package var parameters: [String: Distribution] = [:]
  package init() {}
}

/// What one parameter of a sample is drawn from; one of the members is set.
package struct Distribution: Sendable, Hashable {
  package var uniform: [Double] = []
  package var logUniform: [Double] = []
  /// Mean and standard deviation.
  package var normal: [Double] = []
  package var integers: [Double] = []
  package var choice: [JSONValue] = []
  package init() {}
}

/// A table in a file beside the manifest, with the names in its first row.
package struct DelimitedFile: Sendable, Hashable {
  package var file = ""
  /// Only these; empty for all.
  package var columns: [String] = []
  package var separator: String?
  package init() {}
}
