package import KilimLifecycle
package import KilimModel

/// What stays known of a run for ever, also when its declaration and its rows are gone.
package struct LedgerEntry: Sendable, Hashable {
  package var run: RunID
  package var owner: ResourceName
  package var number: Int
  package var uuid: RunUUID
  /// 16 bytes.
  package var identity: [UInt8]
  /// A terminal status; nil while the run goes on.
  package var verdict: RunStatus?
  package var condition: RunCondition?
  package var created: Timestamp
  /// When the program started; nil when it did not, or when that is not known.
  package var started: Timestamp?
  /// When the verdict was reached.
  package var ended: Timestamp?
  /// The first 16 bytes of the outputs' SHA-256.
  package var outputDigest: [UInt8]?
  package var commit: String?
  /// When and why its directories and its other rows were given up; nil while they are kept.
  package var collected: Collected?
  /// What its directories hold, or held; nil until somebody looked.
  package var bytes: Int64?
}
