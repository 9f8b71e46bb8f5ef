package import KilimLifecycle
package import KilimModel

/// What people and programs are told about one sweep.
package struct SweepReport: Sendable {
  /// Its declaration; sweeps have no run of their own.
  package var object: ObjectReport
  package var counts: PointCounts
  /// `Active`, `Finished`, `Failed`, `Cancelled`, `FailureLimitReached`, `Limited`,
  /// `Suspended`, `Blocked` or `Waiting`.
  package var status: String
  /// `37/120 running 8 failed 1`.
  package var digest: String
  package var parallelism: Int?
  package var maxFailures: Int?
  /// Points after this position wait for an apply without `--limit`.
  package var lastPosition: Int?
  /// The higher starts first.
  package var priority: Int
  /// What keeps points from starting: `WaitingForDependency: job/prepare has not finished yet`.
  package var waiting: [String]
  /// The sweep as one run.
  package var state: RunState

  package var name: ResourceName { object.name }
}

/// One point of a sweep.
package struct PointReport: Sendable, Hashable {
  /// `sweep/digits/17`.
  package var name: ResourceName
  package var sweep: ResourceName
  package var position: Int
  package var state: PointState
  /// The compact JSON object of the values, keys sorted.
  package var values: String
  /// The newest run; of a reused point that whose results it has. Nil before there is one.
  package var run: PointRun?

  package struct PointRun: Sendable, Hashable {
    package var name: RunName
    package var uuid: RunUUID
    package var created: Timestamp
    package var state: RunState
    /// Its directories are gone.
    package var collected: Collected?
  }
}
