import KilimLifecycle
import KilimModel
import Testing

/// Laws over every reachable state.
@Suite struct RunLawTests {
  let reachable = ReachableStates()

  static let witnesses: [LaunchWitness] = [
    .silent, .asked, .notClaimed, .queued, .running(processID: 7), .ended(.success),
    .ended(.ended(.exited(code: 3))), .failedToStart(reason: "no program"),
    .cancelledBeforeStart, .lost(reason: "lost"), .unsettled,
    .refused(.imageNotFound, reason: "no such image"),
    .killed(.ended(.exited(code: 137)), .outOfMemory, reason: "at its limit"),
    .outOfReach(.runtimeUnavailable, reason: "no daemon"),
  ]

  static let desires: [DesiredRun] = [false, true].flatMap { suspended in
    ArchiveMode.allCases.flatMap { mode in
      [RunGate.open, .waiting, .closed("it depends on job/x")].flatMap { gate in
        [HostGate.open, .closed(.hostUnreachable, reason: "no route to host")].flatMap { host in
          [NextAttempt?.none, .sample].flatMap { next in
            [(false, false), (true, false), (true, true)].map {
              DesiredRun(
                suspended: suspended, archiveMode: mode, archivesInPlace: $0.0, gate: gate,
                host: host, nextAttempt: next, mayHaveContainer: $0.1)
            }
          }
        }
      }
    }
  }

  @Test func `reaches every status`() {
    #expect(Set(reachable.states.map(\.status)) == Set(RunStatus.allCases))
  }

  @Test func `leaves no terminal status but to copy once more`() {
    for step in reachable.steps where step.from.status.isTerminal {
      #expect(step.event == .archiveRetried)
      #expect(step.from.condition == .archivingFailed)
    }
  }

  @Test func `finishes only with a proven success`() {
    for state in reachable.states where state.status == .finished {
      #expect(state.exit?.end == .exited(code: 0))
      #expect(state.exit?.timedOut == false)
      #expect(state.condition == .normalCompletion)
    }
  }

  @Test func `fails for the program only with a proven failure`() {
    for state in reachable.states where state.condition == .remoteOutcomeError {
      #expect(state.exit != nil && state.exit?.end != .exited(code: 0))
    }
  }

  @Test func `calls a lost program neither finished nor failed`() {
    for step in reachable.steps {
      guard case .lost = step.event else { continue }
      #expect(step.to.isLost && step.to.isSettled && !step.to.status.isTerminal)
    }
  }

  @Test func `cancels only when asked to`() {
    for state in reachable.states where state.status == .cancelled {
      #expect(state.cancelRequested || state.condition == .superseded)
    }
  }

  @Test func `says why whenever it ends or holds`() {
    for state in reachable.states where state.status.isTerminal || state.status == .blocked {
      #expect(state.condition != nil)
      #expect(state.status == .finished || state.message?.isEmpty == false)
    }
  }

  @Test func `remembers where to go on only while held`() {
    for state in reachable.states {
      #expect((state.resume != nil) == (state.status == .blocked || state.status == .paused))
    }
  }

  @Test func `decides only events that the rules allow`() {
    forEachDecision { state, _, _, action in
      guard case .record(let event) = action else { return }
      #expect(throws: Never.self) { try RunLifecycle.state(after: event, in: state) }
    }
  }

  @Test func `never launches what is to be cancelled, held or over`() {
    forEachDecision { state, desired, _, action in
      guard action == .submit || action == .submitAgain else { return }
      #expect(!state.cancelRequested && !state.isSettled)
      #expect(action == .submitAgain || !desired.suspended)
    }
  }

  @Test func `hands a request over again only when it provably never started`() {
    forEachDecision { state, _, witness, action in
      guard action == .submitAgain else { return }
      #expect(witness == .notClaimed && state.status == .queued)
    }
  }

  @Test func `does nothing for what has ended, and something for all else`() {
    forEachDecision { state, desired, _, action in
      if state.status.isTerminal { #expect(action == .nothing) }
      let waits = state.status == .blocked || (state.status == .paused && desired.suspended)
      if !state.status.isTerminal && !waits { #expect(action != .nothing) }
    }
  }

  @Test func `starts nothing behind a closed gate`() {
    forEachDecision { state, desired, _, action in
      guard action == .admit else { return }
      #expect(state.status == .pending && desired.gate == .open && !desired.suspended)
    }
  }

  @Test func `asks nothing of a host that is away`() {
    let steps: [RunAction] = [
      .createDirectories, .stageInputs, .stageJob, .submit, .submitAgain, .attach, .cancelLaunch,
      .archive,
    ]
    forEachDecision { _, desired, _, action in
      if desired.host != .open { #expect(!steps.contains(action)) }
    }
  }

  @Test func `goes on by itself when its host answers, and not before`() {
    forEachDecision { state, desired, _, action in
      guard state.isBehindHost else { return }
      #expect((action == .record(.unblocked)) == (desired.host == .open))
    }
  }

  @Test func `takes nothing for cancelled that may run on a host that is away`() {
    forEachDecision { state, desired, _, action in
      guard state.isBehindHost, state.resume == .running || state.resume == .queued else { return }
      if desired.host != .open { #expect(action == .nothing) }
    }
  }

  @Test func `tries again only what failed, and nothing that is to be cancelled`() {
    for step in reachable.steps {
      guard case .attemptStarted = step.event else { continue }
      #expect(!step.from.cancelRequested && !step.from.status.isTerminal)
      #expect(step.from.status != .running && step.from.status != .pending)
      #expect(step.from.status != .archiving || step.from.hasFailed || step.from.wasRefused)
      #expect(step.to.status == .pending && step.to.exit == nil)
    }
  }

  @Test func `ends no run whose container may still be there`() {
    forEachDecision { state, desired, witness, action in
      if desired.mayHaveContainer, state.status == .archiving {
        #expect(action == .removeContainer)
      }
      guard case .record(let event) = action, state.isOutOfReach else { return }
      Issue.record("\(event) while the runtime is out of reach, \(witness)")
    }
  }

  @Test func `keeps the cause that a runtime named until the verdict`() {
    for state in reachable.states where state.status == .archiving && state.condition != nil {
      let ended = try? RunLifecycle.state(after: .archiveSkipped, in: state)
      #expect(ended?.status == .failed && ended?.condition == state.condition)
      #expect(ended?.message == state.message)
    }
  }

  @Test func `every run comes to rest when the world answers`() throws {
    for start in reachable.states {
      for record in [ExitRecord.success, .ended(.exited(code: 3))] {
        var state = start
        for _ in 0..<20 where !state.isSettled && state.status != .blocked {
          guard let event = answer(to: state, record: record) else { break }
          state = try RunLifecycle.state(after: event, in: state)
        }
        #expect(state.isSettled || state.status == .blocked)
      }
    }
  }

  private func answer(to state: RunState, record: ExitRecord) -> RunEvent? {
    switch RunLifecycle.next(state: state, desired: DesiredRun(), witness: .ended(record)) {
    case .record(let event): event
    case .admit: .admitted
    case .createDirectories: .directoriesCreated
    case .stageInputs: .inputsStaged
    case .stageJob: .jobStaged
    case .submit: .submitted
    case .archive: .archived
    case .nothing, .awaitDependencies, .submitAgain, .awaitLauncher, .attach, .cancelLaunch,
      .settleContainer, .removeContainer:
      nil
    }
  }

  private func forEachDecision(
    _ check: (RunState, DesiredRun, LaunchWitness, RunAction) -> Void
  ) {
    for state in reachable.states {
      for desired in Self.desires {
        for witness in Self.witnesses {
          check(
            state, desired, witness,
            RunLifecycle.next(state: state, desired: desired, witness: witness))
        }
      }
    }
  }
}
