package import KilimModel

/// What `putObject` did.
package struct PutOutcome: Sendable, Hashable {
  package enum Change: Sendable, Hashable {
    case created
    /// The spec changed: there is a new generation.
    case updated
    /// Only metadata, identity or source changed: the same generation.
    case touched
    /// A removed declaration stands again, with the same spec.
    case restored
    case unchanged
  }
  package var owner: RunOwner
  package var generation: Int
  package var change: Change
}

/// The object that a run belongs to. Only the store makes one, so that key and name agree.
package struct RunOwner: Sendable, Hashable {
  package let id: ObjectID
  package let name: ResourceName
}
