package import KilimModel

/// The rules of a run's life: values in, values out (product, section 6; Tapis reference, 8.1).
package enum RunLifecycle {
  /// What an event makes of a state.
  ///
  /// - Throws: `InvalidTransition` for an event that cannot happen in that state. It is a fault of
  ///   Kilim, never of the user.
  package static func state(
    after event: RunEvent, in state: RunState
  ) throws(InvalidTransition) -> RunState {
    switch (event, state.status) {
    case (.admitted, .pending): return state.moved(to: .processingInputs)
    case (.directoriesCreated, .processingInputs): return state.moved(to: .stagingInputs)
    case (.inputsStaged, .stagingInputs): return state.moved(to: .stagingJob)
    case (.jobStaged, .stagingJob): return state.moved(to: .submittingJob)
    case (.submitted, .submittingJob): return state.moved(to: .queued)
    case (.started, .queued): return state.moved(to: .running)
    case (.reported(let words), .queued), (.reported(let words), .running):
      return state.saying(words)
    case (.ended(let record), .running): return state.after(record)
    case (.failedToStart(let reason), .queued):
      return state.ended(.failed, .launchFailure, reason)
    case (.lost(let reason), .queued), (.lost(let reason), .running):
      return state.held(.blocked, .unknownOutcome, reason)
    case (.archived, .archiving), (.archiveSkipped, .archiving): return state.afterArchiving()
    case (.archiveFailed(let reason), .archiving):
      return state.ended(.failed, .archivingFailed, reason)
    case (.archiveRetried, .failed) where state.condition == .archivingFailed:
      return state.moved(to: .archiving)
    case (.abandoned, .blocked) where state.isLost:
      return state.ended(.failed, .unknownOutcome, state.message ?? "the outcome is not known")
    default: return try stateAfterInterruption(event, in: state)
    }
  }

  /// The events that may come in many statuses: failures of steps, holding, cancelling.
  private static func stateAfterInterruption(
    _ event: RunEvent, in state: RunState
  ) throws(InvalidTransition) -> RunState {
    guard !state.status.isTerminal else { throw InvalidTransition(event: event, state: state) }
    switch event {
    case .stepFailed(let condition, let reason) where state.status.isBeforeLaunch:
      return state.ended(.failed, condition, reason)
    case .blocked(let condition, let reason) where state.status.isActive:
      return state.held(.blocked, condition, reason)
    case .unblocked where state.status == .blocked && !state.isLost:
      return state.moved(to: state.resume ?? .pending)
    case .suspended where state.status.isBeforeLaunch: return state.held(.paused, nil, "suspended")
    case .resumed where state.status == .paused: return state.moved(to: state.resume ?? .pending)
    case .attemptStarted(let next) where state.canBeTriedAgain:
      return state.startedAgain(next)
    case .cancelRequested:
      var state = state
      state.cancelRequested = true
      return state
    case .cancelled where state.cancelRequested:
      return state.ended(.cancelled, .cancelledByUser, "cancelled by the user")
    case .superseded where state.status.isBeforeLaunch || state.status == .paused:
      return state.ended(.cancelled, .superseded, "replaced by a newer declaration")
    default: throw InvalidTransition(event: event, state: state)
    }
  }
}

/// An event that the rules do not allow.
package struct InvalidTransition: Error, Hashable, Sendable {
  package var event: RunEvent
  package var state: RunState
}

extension RunStatus {
  /// Nothing has been launched, and no intent to launch is stored.
  package var isBeforeLaunch: Bool { rawValue <= RunStatus.submittingJob.rawValue }

  /// Neither held nor ended.
  package var isActive: Bool { rawValue <= RunStatus.archiving.rawValue }
}

extension RunState {
  fileprivate func moved(to status: RunStatus) -> RunState {
    var state = self
    state.status = status
    state.condition = nil
    state.message = nil
    state.resume = nil
    return state
  }

  fileprivate func saying(_ words: String) -> RunState {
    var state = self
    state.message = words
    return state
  }

  /// The program has ended badly, or provably never ran.
  fileprivate var canBeTriedAgain: Bool {
    guard !cancelRequested else { return false }
    if status == .archiving { return hasFailed }
    return status == .queued || (status.isBeforeLaunch && status != .pending)
  }

  fileprivate func startedAgain(_ next: NextAttempt) -> RunState {
    var state = moved(to: .pending)
    state.exit = nil
    state.message = next.message
    return state
  }

  fileprivate func held(
    _ status: RunStatus, _ condition: RunCondition?, _ message: String
  ) -> RunState {
    var state = self
    state.resume = self.status
    state.status = status
    state.condition = condition
    state.message = message
    return state
  }

  fileprivate func ended(
    _ status: RunStatus, _ condition: RunCondition, _ message: String?
  ) -> RunState {
    var state = moved(to: status)
    state.condition = condition
    state.message = message
    return state
  }

  /// Every program that ends by itself is followed by ARCHIVING; the verdict comes after it.
  fileprivate func after(_ record: ExitRecord) -> RunState {
    var state = moved(to: .archiving)
    state.exit = record
    guard record.cancelled, cancelRequested else { return state }
    return state.ended(.cancelled, .cancelledByUser, "cancelled by the user")
  }

  fileprivate func afterArchiving() -> RunState {
    guard let exit else {
      return ended(.failed, .internalError, "archived without an exit record")
    }
    if let end = exit.scheduler { return ended(.failed, end.condition, end.words) }
    if exit.timedOut {
      return ended(.failed, .executionTimeout, "the program ran past its time limit and was ended")
    }
    switch exit.end {
    case .exited(code: 0): return ended(.finished, .normalCompletion, nil)
    case .exited(let code):
      return ended(.failed, .remoteOutcomeError, "the program ended with exit code \(code)")
    case .signalled(let signal):
      return ended(
        .failed, .remoteOutcomeError, "the program was killed by \(SignalName.text(signal))")
    }
  }
}

extension SchedulerEnd {
  /// As Tapis has it (reference, section 9.5).
  fileprivate var condition: RunCondition {
    switch self {
    case .timeLimit: .schedulerTimeout
    case .outOfMemory: .schedulerOutOfMemory
    case .cancelled: .schedulerCancelled
    case .deadline: .schedulerDeadline
    case .nodeFailure, .preempted, .terminated: .schedulerTerminated
    }
  }

  /// For people.
  fileprivate var words: String {
    switch self {
    case .timeLimit: "the scheduler ended the job at its time limit"
    case .outOfMemory: "the scheduler ended the job: it ran out of memory"
    case .nodeFailure: "a node of the job failed"
    case .preempted: "the scheduler preempted the job"
    case .cancelled: "the job was cancelled in the scheduler, and not by kilim"
    case .deadline: "the scheduler ended the job at its deadline"
    case .terminated: "the scheduler says that the job failed, and it left no exit record"
    }
  }
}
