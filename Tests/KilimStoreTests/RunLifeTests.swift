import KilimLifecycle
import KilimModel
import Testing

@testable import KilimStore

struct RunLifeTests {
  private let scratch: ScratchState
  private let store: Store

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  private func record(_ run: RunID, _ events: [RunEvent]) throws(StoreError) {
    try store.write { transaction throws(StoreError) in
      _ = try transaction.record([RunUpdate(run: run, events: Samples.timed(events))])
    }
  }

  @Test func `a whole life is kept with every step`() throws {
    let stored = try Samples.insertJob("digits", seed: 1, in: store)
    for step in Samples.life { try record(stored.id, step) }

    let run = try #require(try store.read { state throws(StoreError) in try state.run(stored.id) })
    #expect(run.displayName == "digits#1")
    #expect(run.state.status == .finished)
    #expect(run.state.condition == .normalCompletion)
    #expect(run.state.exit == Samples.exit())
    #expect(run.processID == 4711)
    #expect(run.uuid == (try Samples.uuid(1)))
    #expect(run.token == Samples.bytes(1_000_001))
    #expect(run.sequence == 9)

    let history = try store.read { state throws(StoreError) in try state.history(of: stored.id) }
    let lines = history.map { row in
      "\(row.sequence) \(row.from?.name ?? "-") > \(row.status.name) \(row.cause.name)"
    }
    #expect(
      lines == [
        "1 - > PENDING created",
        "2 PENDING > PROCESSING_INPUTS admitted",
        "3 PROCESSING_INPUTS > STAGING_INPUTS directoriesCreated",
        "4 STAGING_INPUTS > STAGING_JOB inputsStaged",
        "5 STAGING_JOB > SUBMITTING_JOB jobStaged",
        "6 SUBMITTING_JOB > QUEUED submitted",
        "7 QUEUED > RUNNING started",
        "8 RUNNING > ARCHIVING ended",
        "9 ARCHIVING > FINISHED archiveSkipped",
      ])
  }

  @Test(arguments: [
    RunState(), RunState(status: .paused, message: "suspended", resume: .stagingJob),
    RunState(
      status: .blocked, condition: .unknownOutcome, message: "the launcher is gone",
      resume: .running, cancelRequested: true),
    RunState(
      status: .failed, condition: .remoteOutcomeError, message: "ü\u{0}'\"",
      exit: ExitRecord(
        end: .signalled(signal: 9), started: Samples.start, ended: Samples.start,
        peakMemoryKiB: 1 << 40, cpuMilliseconds: 0, timedOut: true, cancelled: true)),
  ])
  func `every part of a state survives`(state: RunState) throws {
    let stored = try Samples.insertJob("digits", seed: 1, in: store)
    try store.write { transaction throws(StoreError) in
      let update = try transaction.prepare(
        "UPDATE runs SET \(RunStateColumns.assignments) WHERE id = \(stored.id.rawValue)")
      RunStateColumns.bind(state, to: update)
      try update.run()
    }
    let read = try store.read { reader throws(StoreError) in try reader.run(stored.id)?.state }
    #expect(read == state)
  }

  @Test func `an event that the rules forbid undoes the whole transaction`() throws {
    let first = try Samples.insertJob("a", seed: 1, in: store)
    let second = try Samples.insertJob("b", seed: 2, in: store)
    #expect(
      throws: StoreError.invalidTransition(run: "b#1", detail: "archived while PENDING")
    ) {
      try store.write { transaction throws(StoreError) in
        _ = try transaction.record([
          RunUpdate(run: first.id, events: Samples.timed([.admitted])),
          RunUpdate(run: second.id, events: Samples.timed([.archived])),
        ])
      }
    }
    let run = try store.read { state throws(StoreError) in try state.run(first.id) }
    #expect(run?.state.status == .pending)
    #expect(run?.sequence == 1)
  }

  @Test func `a wish to cancel that came meanwhile counts`() throws {
    let stored = try Samples.insertJob("digits", seed: 1, in: store)
    let other = try scratch.open()
    let (asked, again) = try other.write { transaction throws(StoreError) in
      (
        try transaction.requestCancel(stored.id, now: Samples.start),
        try transaction.requestCancel(stored.id, now: Samples.start)
      )
    }
    #expect(asked && !again)
    #expect(
      try store.read { state throws(StoreError) in try state.cancelRequests() } == [stored.id])
    try record(stored.id, [.admitted, .cancelled])
    let run = try store.read { state throws(StoreError) in try state.run(stored.id) }
    #expect(run?.state.status == .cancelled)
    #expect(try store.read { state throws(StoreError) in try state.cancelRequests() }.isEmpty)
  }

  @Test func `numbers go up and are found by name, number and uuid`() throws {
    let first = try Samples.insertJob("digits", seed: 1, in: store)
    let second = try Samples.insertJob("digits", seed: 2, in: store)
    #expect([first.number, second.number] == [1, 2])
    let uuid = try Samples.uuid(2)
    try store.read { state throws(StoreError) in
      #expect(try state.run(Samples.job("digits"), number: 1)?.id == first.id)
      #expect(try state.newestRun(of: Samples.job("digits"))?.id == second.id)
      #expect(try state.run(uuid)?.id == second.id)
      #expect(try state.runs(of: Samples.job("digits")).map(\.number) == [1, 2])
      #expect(try state.run(Samples.job("digits"), number: 3) == nil)
      #expect(try state.newestRun(of: Samples.job("other")) == nil)
    }
  }

  @Test func `an attempt that is over makes room for the next`() throws {
    let stored = try Samples.insertJob("digits", seed: 1, in: store)
    for step in Samples.life { try record(stored.id, step) }
    try store.write { transaction throws(StoreError) in
      try transaction.startAttempt(
        stored.id,
        NextAttempt(
          cause: .timeLimit, message: "again", notBefore: Timestamp(milliseconds: 99),
          limits: AttemptLimits(memoryMB: 200, maxMinutes: 20), token: Samples.bytes(77)))
    }
    try store.read { state throws(StoreError) in
      let attempts = try state.attempts(of: stored.id)
      #expect(attempts.map(\.number) == [1, 2])
      #expect(attempts.map(\.exit) == [Samples.exit(), nil])
      #expect(attempts.map(\.processID) == [4711, nil])
      #expect(try state.run(stored.id)?.token == Samples.bytes(77))
      #expect(try state.run(stored.id)?.attempt == 2)
      #expect(attempts.map(\.cause) == [.timeLimit, nil])
      #expect(attempts.map(\.limits?.memoryMB) == [nil, 200])
      #expect(try state.run(stored.id)?.notBefore == Timestamp(milliseconds: 99))
      #expect(try state.earlierCauses(of: stored.id) == [.timeLimit: 1])
    }
  }
}
