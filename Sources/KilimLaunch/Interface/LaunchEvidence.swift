package import KilimModel

/// What a launcher knows of a token, now.
package enum LaunchEvidence: Sendable, Hashable {
  /// Never started: it is safe to submit it again.
  case notClaimed
  /// Submitted and waiting for a slot.
  case queued
  case running(processID: Int32, since: Timestamp)
  case ended(ExitRecord)
  case failedToStart(reason: String, at: Timestamp)
  case cancelledBeforeStart(at: Timestamp)
  /// It may have run, and nothing proves how it ended.
  case lost(reason: String)
}
