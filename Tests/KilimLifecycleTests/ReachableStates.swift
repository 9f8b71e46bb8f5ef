import KilimLifecycle
import KilimModel

/// Every state that any sequence of events can lead to, and every step between them.
struct ReachableStates {
  struct Step: Hashable {
    var from: RunState
    var event: RunEvent
    var to: RunState
  }

  static let events: [RunEvent] = [
    .admitted, .directoriesCreated, .inputsStaged, .jobStaged, .submitted,
    .started(processID: 7), .reported("job 5 waits"), .ended(.success),
    .ended(.ended(.exited(code: 3))),
    .ended(.ended(.signalled(signal: 15), timedOut: true)),
    .ended(.ended(.signalled(signal: 15), cancelled: true)),
    .ended(.ended(.signalled(signal: 9), scheduler: .nodeFailure)),
    .failedToStart(reason: "no program"), .lost(reason: "lost"), .archived, .archiveSkipped,
    .archiveFailed(reason: "disk full"), .archiveRetried,
    .stepFailed(.unableToStageInputs, reason: "missing"),
    .blocked(.remoteAccessError, reason: "unreachable"), .unblocked, .suspended, .resumed,
    .blocked(.dependencyFailed, reason: "it depends on job/x"),
    .blocked(.hostUnreachable, reason: "no route to host"), .attemptStarted(.sample),
    .cancelRequested, .cancelled, .superseded, .abandoned,
    .refused(.imageNotFound, reason: "no such image"),
    .killed(.ended(.exited(code: 137)), .outOfMemory, reason: "at its limit"),
    .blocked(.runtimeUnavailable, reason: "no daemon"),
  ]

  private(set) var states: Set<RunState> = [RunState()]
  private(set) var steps: Set<Step> = []

  init() {
    var waiting = [RunState()]
    while let state = waiting.popLast() {
      for event in Self.events {
        guard let next = try? RunLifecycle.state(after: event, in: state) else { continue }
        steps.insert(Step(from: state, event: event, to: next))
        if states.insert(next).inserted { waiting.append(next) }
      }
    }
  }
}

extension NextAttempt {
  static let sample = NextAttempt(
    cause: .applicationError, message: "attempt 2 of 2", notBefore: Timestamp(milliseconds: 9),
    limits: AttemptLimits(memoryMB: 100, maxMinutes: 10), token: Array(1...16))
}

extension ExitRecord {
  static let success = ended(.exited(code: 0))

  static func ended(
    _ end: ProgramEnd, timedOut: Bool = false, cancelled: Bool = false,
    scheduler: SchedulerEnd? = nil
  ) -> ExitRecord {
    ExitRecord(
      end: end, started: Timestamp(milliseconds: 1), ended: Timestamp(milliseconds: 2),
      timedOut: timedOut, cancelled: cancelled, scheduler: scheduler)
  }
}
