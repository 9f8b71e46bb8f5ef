/// A column of a sweep's results.
package struct ResultColumn: Sendable, Hashable {
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A parameter of the sweep.
    case parameter
    /// The run that has the results; one column at most.
    case run
    /// The status of the point, the run or the step; one column at most.
    case status
    /// A value that was read from the outputs.
    case result
  }

  package var name: String
  package var role: Role
  /// As in `s` or `MB`; shown behind the name in brackets, for people and on axes.
  package var unit: String?

  package init(_ name: String, _ role: Role, unit: String? = nil) {
    self.name = name
    self.role = role
    self.unit = unit
  }

  /// For people: `seconds [s]`.
  package var title: String { unit.map { "\(name) [\($0)]" } ?? name }
}
