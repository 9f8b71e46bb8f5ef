package import KilimLifecycle
package import KilimModel

/// A run of one declaration, as far as the decision about its end of life needs it.
package struct KeptRun: Sendable, Hashable {
  package var id: RunID
  package var owner: RunOwner
  package var number: Int
  package var uuid: RunUUID
  package var status: RunStatus
  /// When its verdict was reached; nil while it goes on.
  package var ended: Timestamp?
  /// What its directories hold; nil until somebody looked.
  package var bytes: Int64?
  /// No later run of the same job or point exists.
  package var isNewest: Bool
}

/// What a transaction claims: a run that is to go, and why.
package struct CollectionClaim: Sendable, Hashable {
  package var run: RunID
  package var reason: CollectionReason

  package init(run: RunID, reason: CollectionReason) {
    self.run = run
    self.reason = reason
  }
}
