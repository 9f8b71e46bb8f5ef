package import KilimLifecycle
package import KilimModel

/// One run without its plan.
package struct RunRecord: Sendable, Hashable {
  package var id: RunID
  package var owner: RunOwner
  /// As in `job/digits-k5#2`.
  package var number: Int
  package var uuid: RunUUID
  /// 16 bytes.
  package var identity: [UInt8]
  package var state: RunState
  /// The higher starts first.
  package var priority: Int
  /// When the newest attempt may start; nil for at once.
  package var notBefore: Timestamp?
  /// Of the newest attempt; nil for the plan's own.
  package var limits: AttemptLimits?
  /// The newest attempt, counted from 1.
  package var attempt: Int
  /// Of the newest attempt; 16 bytes.
  package var token: [UInt8]
  /// Of the newest attempt's program; nil until it was seen running.
  package var processID: Int32?
  /// The sequence of the newest row of the history.
  package var sequence: Int
  package var created: Timestamp
  package var updated: Timestamp
  /// Its directories are gone, or going; afterwards only status, condition and times are known.
  package var collected: Collected?

  /// `digits-k5#2`.
  package var displayName: String { "\(owner.name.name)#\(number)" }
}
