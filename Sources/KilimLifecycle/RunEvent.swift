package import KilimModel

/// Something that happened to a run. What it makes of the run is `RunLifecycle.state(after:in:)`.
package enum RunEvent: Sendable, Hashable {
  /// Capacity is there: PENDING ends.
  case admitted
  case directoriesCreated
  case inputsStaged
  case jobStaged
  /// The intent to launch, stored before anything is launched.
  case submitted
  case started(processID: Int32)
  /// Words of what starts programs, about an attempt that goes on.
  case reported(String)
  case ended(ExitRecord)
  case failedToStart(reason: String)
  /// The container was provably never started, for a cause that its runtime names.
  case refused(RunCondition, reason: String)
  /// The program was ended from outside, for a cause that its runtime names.
  case killed(ExitRecord, RunCondition, reason: String)
  /// The program may have run, and nothing proves how it ended.
  case lost(reason: String)
  case archived
  /// Nothing is to be copied: by the archive mode, or since outputs stay where they are.
  case archiveSkipped
  case archiveFailed(reason: String)
  /// The user asks for the copy once more.
  case archiveRetried
  /// A step before the launch failed for good.
  case stepFailed(RunCondition, reason: String)
  /// Something outside the run has to change first.
  case blocked(RunCondition, reason: String)
  case unblocked
  case suspended
  case resumed
  case cancelRequested
  /// The program is gone, or was never started, and the user wanted that.
  case cancelled
  /// A newer declaration replaced the run before it was submitted.
  case superseded
  /// The attempt failed, and another one follows: the run is PENDING again.
  case attemptStarted(NextAttempt)
  /// The user gave a lost run up.
  case abandoned
}
