package import KilimLifecycle
package import KilimModel
package import KilimStore

/// Which runs `gc` is to give up.
package struct CollectionRequest: Sendable, Hashable {
  /// `job/x` (all its runs that have ended), `sweep/x`, `sweep/x/17`, `job/x#2` or a uuid; empty
  /// for all declarations.
  package var names: [String] = []
  /// Of the declarations; all must agree.
  package var labels: [String: String] = [:]
  /// In milliseconds since the end.
  package var olderThan: Int64?
  package init() {}

  /// Somebody says what goes, whatever `retention` says.
  package var isExplicit: Bool { !names.isEmpty || olderThan != nil }
}

/// What `gc` gives up, or would give up.
package struct CollectionPlan: Sendable {
  package var runs: [CollectedRun] = []
  /// Copies of bundles that nothing needs any more.
  package var bundles: [UnusedBundle] = []
  /// How many runs somebody else began to collect and did not come to the end with.
  package var unfinished = 0
}

/// One run that goes, or went.
package struct CollectedRun: Sendable {
  package var id: RunID
  package var name: RunName
  package var uuid: RunUUID
  package var status: RunStatus
  package var ended: Timestamp?
  package var reason: CollectionReason
  /// Of its directories; nil while nobody looked.
  package var bytes: Int64?
  package var kept: [KeptDirectory] = []
  /// Why its directories are still there; nil when all is well.
  package var problem: String?
}

package struct UnusedBundle: Sendable, Hashable {
  package var path: String
  package var bytes: Int64
}

/// What `gc` did.
package struct CollectionOutcome: Sendable {
  package var runs: [CollectedRun] = []
  package var bundles: [UnusedBundle] = []
  /// What could not be removed; tried again the next time.
  package var problems: [String] = []
}
