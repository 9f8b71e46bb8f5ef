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

  // Kilim's own, of containers.
  /// The image does not exist, or not for this user.
  case imageNotFound = "JOB_IMAGE_NOT_FOUND"
  /// The image exists for all that is known, and could not be brought.
  case imagePullFailed = "JOB_IMAGE_PULL_FAILED"
  /// What is there is no image that the runtime can use.
  case imageInvalid = "JOB_IMAGE_INVALID"
  case commandNotFound = "JOB_COMMAND_NOT_FOUND"
  case commandNotExecutable = "JOB_COMMAND_NOT_EXECUTABLE"
  /// Something that was to be mounted is not there, or cannot be mounted there.
  case mountFailed = "JOB_MOUNT_FAILED"
  /// The runtime refused an option or its value.
  case optionRefused = "JOB_RUNTIME_OPTION_REFUSED"
  /// The runtime's service does not answer.
  case runtimeUnavailable = "JOB_RUNTIME_UNAVAILABLE"
  /// The user may not use the runtime.
  case runtimeNotPermitted = "JOB_RUNTIME_NOT_PERMITTED"
  case runtimeNotInstalled = "JOB_RUNTIME_NOT_INSTALLED"
  /// The runtime's service ended the program, by its own restart.
  case runtimeRestarted = "JOB_RUNTIME_RESTARTED"
  /// The kernel ended the program at its memory limit.
  case outOfMemory = "JOB_OUT_OF_MEMORY"
  /// Another container has the run's name.
  case nameInUse = "JOB_CONTAINER_NAME_IN_USE"
}
