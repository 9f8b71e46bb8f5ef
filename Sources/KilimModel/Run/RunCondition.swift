/// Why a run ended as it did: Tapis' condition codes (reference, section 8.3), and Kilim's own for
/// what Tapis cannot say. Stored by name.
package enum RunCondition: String, Sendable, Hashable, CaseIterable {
  case normalCompletion = "NORMAL_COMPLETION"
  case cancelledByUser = "CANCELLED_BY_USER"
  case archivingFailed = "JOB_ARCHIVING_FAILED"
  case executionMonitoringError = "JOB_EXECUTION_MONITORING_ERROR"
  case executionTimeout = "JOB_EXECUTION_MONITORING_TIMEOUT"
  case internalError = "JOB_INTERNAL_ERROR"
  case invalidDefinition = "JOB_INVALID_DEFINITION"
  case launchFailure = "JOB_LAUNCH_FAILURE"
  case remoteAccessError = "JOB_REMOTE_ACCESS_ERROR"
  /// The program itself ended with a code other than 0, or by a signal.
  case remoteOutcomeError = "JOB_REMOTE_OUTCOME_ERROR"
  case schedulerCancelled = "SCHEDULER_CANCELLED"
  case schedulerDeadline = "SCHEDULER_DEADLINE"
  case schedulerOutOfMemory = "SCHEDULER_OUT_OF_MEMORY"
  case schedulerTerminated = "SCHEDULER_TERMINATED"
  case schedulerTimeout = "SCHEDULER_TIMEOUT"
  case unableToStageInputs = "JOB_UNABLE_TO_STAGE_INPUTS"
  case unableToStageJob = "JOB_UNABLE_TO_STAGE_JOB"
  /// Kilim's own: no witness can say how the program ended (product, promise 2).
  case unknownOutcome = "JOB_OUTCOME_UNKNOWN"
  /// Kilim's own: a newer declaration replaced the run before it was submitted.
  case superseded = "JOB_SUPERSEDED"
  /// Kilim's own: something that the run depends on did not end well.
  case dependencyFailed = "JOB_DEPENDENCY_FAILED"
  /// Kilim's own: the host cannot be reached; the run goes on when it answers again.
  case hostUnreachable = "HostUnreachable"
  /// Kilim's own: the host wants a person to log in; the run goes on after that.
  case needsLogin = "NeedsLogin"
}
