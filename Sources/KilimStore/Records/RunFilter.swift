package import KilimModel

/// Which runs to list; every part that is given has to hold.
package struct RunFilter: Sendable, Hashable {
  /// Empty for all.
  package var statuses: Set<RunStatus> = []
  package var kind: ResourceKind?
  /// Of the owner.
  package var name: String?
  /// Of the owner; every one has to match.
  package var labels: [String: String] = [:]
  /// Created at or after.
  package var since: Timestamp?
  /// Also runs of which only the ledger knows.
  package var includesCollected = false
  /// At most so many, the newest.
  package var limit: Int?

  package init() {}
}
