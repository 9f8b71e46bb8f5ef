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
  /// Of the object; of a sweep's point `NAME/POSITION`.
  package let name: ResourceName
  /// The position of a sweep's point, from 1; 0 for everything else.
  package let point: Int

  init(id: ObjectID, name: ResourceName, point: Int = 0) {
    self.id = id
    self.name = point == 0 ? name : name.point(point)
    self.point = point
  }
}
