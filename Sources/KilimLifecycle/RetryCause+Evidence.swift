package import KilimModel

extension RetryCause {
  /// Why a program failed, from its exit record; nil for one that succeeded or was cancelled, by
  /// Kilim or in its scheduler.
  ///
  /// Out of memory: the kernel's SIGKILL, which Kilim did not send, with a peak at or above the
  /// limit. A peak below `ExitRecord.certainPeakMemoryKiB` proves nothing.
  package static func proven(by exit: ExitRecord, limits: AttemptLimits) -> RetryCause? {
    if exit.cancelled { return nil }
    if let end = exit.scheduler { return cause(of: end) }
    if exit.timedOut { return .timeLimit }
    switch exit.end {
    case .exited(code: 0): return nil
    case .signalled(signal: 9) where isPeak(exit.peakMemoryKiB, atLimit: limits.memoryMB):
      return .outOfMemory
    default: return .applicationError
    }
  }

  private static func cause(of end: SchedulerEnd) -> RetryCause? {
    switch end {
    case .timeLimit: .timeLimit
    case .outOfMemory: .outOfMemory
    case .nodeFailure: .nodeFailure
    case .preempted: .preempted
    case .terminated: .applicationError
    // Somebody wanted that, or there is no time left.
    case .cancelled, .deadline: nil
    }
  }

  /// Why a step before the launch failed; nil for what no repetition helps.
  package static func ofStep(_ condition: RunCondition) -> RetryCause? {
    switch condition {
    case .unableToStageInputs, .unableToStageJob, .remoteAccessError: .staging
    case .launchFailure: .submission
    default: nil
    }
  }

  /// How often a cause starts another attempt without counting against `limit`; nil for one that
  /// counts. Nothing of the program's own has happened in any of these.
  package var ownBudget: Int? {
    switch self {
    case .staging, .submission: 3
    case .preempted, .nodeFailure: .max
    case .outOfMemory, .timeLimit, .applicationError: nil
    }
  }

  package var words: String {
    switch self {
    case .outOfMemory: "it ran out of memory"
    case .timeLimit: "it ran past its time limit"
    case .preempted: "it was preempted"
    case .nodeFailure: "its node failed"
    case .staging: "its files could not be brought"
    case .submission: "it could not be started"
    case .applicationError: "its program failed"
    }
  }

  private static func isPeak(_ peakKiB: Int64, atLimit memoryMB: Int) -> Bool {
    peakKiB >= max(Int64(memoryMB) * 1024, ExitRecord.certainPeakMemoryKiB)
  }
}
