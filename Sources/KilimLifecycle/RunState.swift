package import KilimModel

/// What is known of a run at one moment: what the store keeps in its row.
package struct RunState: Sendable, Hashable {
  package var status: RunStatus
  /// Why the run ended or is blocked; nil while it goes on.
  package var condition: RunCondition?
  /// The newest words for people.
  package var message: String?
  /// Where a BLOCKED or PAUSED run goes on; nil in every other status.
  package var resume: RunStatus?
  /// How the program ended; nil until that is proven.
  package var exit: ExitRecord?
  package var cancelRequested: Bool

  package init(
    status: RunStatus = .pending, condition: RunCondition? = nil, message: String? = nil,
    resume: RunStatus? = nil, exit: ExitRecord? = nil, cancelRequested: Bool = false
  ) {
    self.status = status
    self.condition = condition
    self.message = message
    self.resume = resume
    self.exit = exit
    self.cancelRequested = cancelRequested
  }

  /// The run needs no more work by itself: it has ended, or only a person can decide how it goes on.
  package var isSettled: Bool { status.isTerminal || isLost }

  /// Nobody but a person lets it go on: it has ended, or is lost, suspended or behind something that
  /// will not finish by itself. What it waits for may be resumed or retried, and then it goes on.
  package var isAtRest: Bool {
    isSettled || status == .paused || (status == .blocked && condition == .dependencyFailed)
  }

  /// At rest without having finished; a suspended run has not gone wrong.
  package var isBad: Bool { isAtRest && status != .finished && status != .paused }

  /// A proven failure of the program.
  package var hasFailed: Bool { exit.map { $0.timedOut || $0.end != .exited(code: 0) } ?? false }

  /// A host that it needs does not answer, or wants a person to log in.
  package var isBehindHost: Bool {
    status == .blocked && (condition == .hostUnreachable || condition == .needsLogin)
  }

  /// Of what was launched: its container was provably never started.
  package var wasRefused: Bool { status == .archiving && exit == nil && condition != nil }

  /// Its container may be there, and its runtime does not answer.
  package var isOutOfReach: Bool {
    guard status == .blocked, condition == .runtimeUnavailable, let resume else { return false }
    return resume.rawValue >= RunStatus.queued.rawValue
  }

  /// No witness can say how the program ended.
  package var isLost: Bool { status == .blocked && condition == .unknownOutcome }
}
