package import KilimModel

/// What an executor, and of a container its runtime, can say of a run's attempt.
package enum LaunchWitness: Sendable, Hashable {
  /// It has not been asked yet.
  case silent
  /// It was asked, and will answer.
  case asked
  /// Provably never started.
  case notClaimed
  case queued
  case running(processID: Int32)
  case ended(ExitRecord)
  case failedToStart(reason: String)
  case cancelledBeforeStart
  case lost(reason: String)
  /// The command that ran a container is over: the container itself is to be asked about.
  case unsettled
  /// The container was provably never started.
  case refused(RunCondition, reason: String)
  /// The program was ended from outside, for a cause that is no fault of its own.
  case killed(ExitRecord, RunCondition, reason: String)
  /// The runtime cannot be asked now.
  case outOfReach(RunCondition, reason: String)
}

extension LaunchWitness {
  /// Nothing more is to be learned about the attempt.
  var isLast: Bool {
    switch self {
    case .silent, .asked, .notClaimed, .queued, .running, .unsettled, .outOfReach: false
    case .ended, .failedToStart, .cancelledBeforeStart, .refused, .killed, .lost: true
    }
  }
}

/// What the declaration wants of a run, beside its plan.
package struct DesiredRun: Sendable, Hashable {
  package var suspended: Bool
  package var archiveMode: ArchiveMode
  /// Outputs stay where they are: there is nothing to copy.
  package var archivesInPlace: Bool
  /// Whether what it depends on lets it start.
  package var gate: RunGate
  /// Whether the hosts that it needs now let it go on.
  package var host: HostGate
  /// Of an attempt that has failed: the one that follows; nil for none.
  package var nextAttempt: NextAttempt?
  /// A container of the newest attempt may still be there.
  package var mayHaveContainer: Bool

  package init(
    suspended: Bool = false, archiveMode: ArchiveMode = .always, archivesInPlace: Bool = true,
    gate: RunGate = .open, host: HostGate = .open, nextAttempt: NextAttempt? = nil,
    mayHaveContainer: Bool = false
  ) {
    self.host = host
    self.mayHaveContainer = mayHaveContainer
    self.gate = gate
    self.nextAttempt = nextAttempt
    self.suspended = suspended
    self.archiveMode = archiveMode
    self.archivesInPlace = archivesInPlace
  }
}

/// The next thing to do for a run. Each may be done twice without harm.
package enum RunAction: Sendable, Hashable {
  case nothing
  /// No work is needed: the event has happened.
  case record(RunEvent)
  /// Wait for capacity, then `admitted`.
  case admit
  /// Something that it depends on has not finished yet.
  case awaitDependencies
  case createDirectories
  case stageInputs
  case stageJob
  /// Store the intent (`submitted`), then hand the launch request over.
  case submit
  /// The intent is stored; the launcher provably never took it: hand the same request over.
  case submitAgain
  /// The launcher reports by itself.
  case awaitLauncher
  /// Ask the launcher what became of the attempt.
  case attach
  case cancelLaunch
  /// Find out what became of the container; end it where it is no longer wanted.
  case settleContainer
  case removeContainer
  case archive
}

extension RunLifecycle {
  /// Decides what to do next for a run, from the arguments alone: no clock, no store, no network.
  /// An engine that restarts carries on where it was.
  package static func next(
    state: RunState, desired: DesiredRun, witness: LaunchWitness
  ) -> RunAction {
    switch state.status {
    case .finished, .failed, .cancelled: return .nothing
    case .blocked where state.isBehindHost: return behindHost(state, desired.host)
    case .blocked:
      // What may still run has to be gone first, and can be ended only once it is in reach.
      if state.isOutOfReach { return .nothing }
      if state.cancelRequested { return .record(.cancelled) }
      return unblocking(state, desired.gate)
    case .paused:
      if state.cancelRequested { return .record(.cancelled) }
      return desired.suspended ? .nothing : .record(.resumed)
    case .pending, .processingInputs, .stagingInputs, .stagingJob, .submittingJob:
      if state.cancelRequested { return .record(.cancelled) }
      if desired.suspended { return .record(.suspended) }
      if state.status == .pending { return start(desired.gate) }
      return blocking(desired.host) ?? preparation(state.status)
    case .queued, .running: return watch(state, desired, witness)
    case .archiving:
      if desired.mayHaveContainer { return .removeContainer }
      if state.cancelRequested { return .record(.cancelled) }
      // What a failed attempt wrote is no result.
      if let next = desired.nextAttempt, state.hasFailed || state.wasRefused {
        return .record(.attemptStarted(next))
      }
      return archive(state, desired)
    }
  }

  private static func blocking(_ host: HostGate) -> RunAction? {
    guard case .closed(let condition, let reason) = host else { return nil }
    return .record(.blocked(condition, reason: reason))
  }

  /// Nobody can end what may run on a host that does not answer: that waits, too.
  private static func behindHost(_ state: RunState, _ host: HostGate) -> RunAction {
    if case .open = host { return .record(.unblocked) }
    let mayRun = state.resume == .queued || state.resume == .running
    return state.cancelRequested && !mayRun ? .record(.cancelled) : .nothing
  }

  private static func start(_ gate: RunGate) -> RunAction {
    switch gate {
    case .open: .admit
    case .waiting: .awaitDependencies
    case .closed(let words): .record(.blocked(.dependencyFailed, reason: words))
    }
  }

  private static func unblocking(_ state: RunState, _ gate: RunGate) -> RunAction {
    guard state.condition == .dependencyFailed else { return .nothing }
    if case .closed = gate { return .nothing }
    return .record(.unblocked)
  }

  private static func preparation(_ status: RunStatus) -> RunAction {
    switch status {
    case .processingInputs: .createDirectories
    case .stagingInputs: .stageInputs
    case .stagingJob: .stageJob
    default: .submit
    }
  }

  private static func watch(
    _ state: RunState, _ desired: DesiredRun, _ witness: LaunchWitness
  ) -> RunAction {
    if !witness.isLast, let action = blocking(desired.host) { return action }
    switch witness {
    case .silent: return .attach
    case .asked: return .awaitLauncher
    case .notClaimed:
      // A program that was seen running was claimed: a launcher that denies it lost its journal.
      if state.status == .running {
        return .record(.lost(reason: "the launcher has no record of the program it had started"))
      }
      return state.cancelRequested ? .record(.cancelled) : .submitAgain
    case .queued: return state.cancelRequested ? .cancelLaunch : .awaitLauncher
    case .running(let processID):
      if state.status == .queued { return .record(.started(processID: processID)) }
      return state.cancelRequested ? .cancelLaunch : .awaitLauncher
    case .ended(let record):
      // The start may have been missed while no engine ran.
      return state.status == .queued ? .record(.started(processID: 0)) : .record(.ended(record))
    case .failedToStart(let reason):
      if let next = desired.nextAttempt, state.status == .queued, !state.cancelRequested {
        return .record(.attemptStarted(next))
      }
      // Witnesses that contradict each other prove nothing.
      return state.status == .queued
        ? .record(.failedToStart(reason: reason))
        : .record(.lost(reason: "seen running, yet reported as never started: \(reason)"))
    case .cancelledBeforeStart:
      return .record(state.cancelRequested ? .cancelled : .lost(reason: "taken out of the queue"))
    case .lost(let reason): return .record(.lost(reason: reason))
    case .unsettled, .refused, .killed, .outOfReach: return settle(state, witness)
    }
  }

  /// What the witness of a container leads to. The start may have been missed while no engine ran.
  private static func settle(_ state: RunState, _ witness: LaunchWitness) -> RunAction {
    if case .refused(let condition, let reason) = witness {
      return .record(.refused(condition, reason: reason))
    }
    guard state.status == .running else { return .record(.started(processID: 0)) }
    switch witness {
    case .killed(let record, let condition, let reason):
      return .record(.killed(record, condition, reason: reason))
    case .outOfReach(let condition, let reason):
      return .record(.blocked(condition, reason: reason))
    default: return .settleContainer
    }
  }

  /// Cancels and time-outs never archive (Tapis reference, section 10).
  private static func archive(_ state: RunState, _ desired: DesiredRun) -> RunAction {
    guard let exit = state.exit, !exit.timedOut, !desired.archivesInPlace else {
      return .record(.archiveSkipped)
    }
    let archive = blocking(desired.host) ?? .archive
    switch desired.archiveMode {
    case .always: return archive
    case .skipOnFail: return exit.end == .exited(code: 0) ? archive : .record(.archiveSkipped)
    case .never: return .record(.archiveSkipped)
    }
  }
}
