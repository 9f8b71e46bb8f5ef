/// What `steps.NAME` may mean in a workflow beside its own steps, which come first.
package enum OuterSteps: Sendable, Hashable {
  /// Nothing: the workflow is no step itself.
  case none
  /// One of the steps around it.
  case known([String])
  /// Whatever is not its own, since the workflow around it was checked.
  case any

  func has(_ name: String) -> Bool {
    switch self {
    case .none: false
    case .known(let names): names.contains(name)
    case .any: true
    }
  }

  /// As far as they are known.
  package var names: [String] {
    guard case .known(let names) = self else { return [] }
    return names
  }
}
