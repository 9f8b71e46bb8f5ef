/// The key of one run in the state: ascending in the order of creation, never used again.
package struct RunID: Sendable, Hashable, Comparable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }

  package static func < (left: RunID, right: RunID) -> Bool { left.rawValue < right.rawValue }
}

/// The key of one object in the state.
package struct ObjectID: Sendable, Hashable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// The key of one message in the outbox: ascending in the order of creation.
package struct DeliveryID: Sendable, Hashable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }
}
