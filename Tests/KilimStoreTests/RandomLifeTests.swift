import KilimLifecycle
import KilimModel
import KilimStore
import Testing

/// Lives as a die throws them: the store has to agree with the rules at every step.
struct RandomLifeTests {
  private static let events: [RunEvent] = [
    .admitted, .directoriesCreated, .inputsStaged, .jobStaged, .submitted, .started(processID: 7),
    .started(processID: 0), .ended(Samples.exit()), .ended(Samples.exit(.signalled(signal: 9))),
    .failedToStart(reason: "no such file"), .lost(reason: "gone"), .archived, .archiveSkipped,
    .archiveFailed(reason: "full"), .archiveRetried,
    .stepFailed(.unableToStageInputs, reason: "404"),
    .blocked(.remoteAccessError, reason: "unreachable"), .unblocked, .suspended, .resumed,
    .cancelRequested, .cancelled, .superseded, .abandoned,
  ]

  /// The next number of a linear congruential generator (Knuth's MMIX constants).
  private func next(_ seed: inout UInt64, below limit: Int) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % limit
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `the store follows the rules`(seed: UInt64) throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    var die = seed
    for life in 1...10 {
      let run = try Samples.insertJob("job\(life)", seed: life, in: store).id
      var state = RunState()
      var passed: [RunEvent] = []
      for step in 0..<60 {
        // Mostly forwards, or few lives would get far.
        let index = next(&die, below: 3) > 0 ? passed.count % 9 : next(&die, below: 24)
        let event = Self.events[index]
        let expected = try? RunLifecycle.state(after: event, in: state)
        let stored = try? store.write { transaction throws(StoreError) in
          try transaction.record([
            RunUpdate(
              run: run,
              events: [TimedEvent(event, at: Samples.start.adding(milliseconds: Int64(step)))])
          ]).first
        }
        #expect(stored == expected)
        guard let expected else { continue }
        state = expected
        passed.append(event)
      }
      try check(run, state, passed, in: store)
    }
    #expect(try store.integrityProblems() == [])
  }

  private func check(
    _ run: RunID, _ state: RunState, _ passed: [RunEvent], in store: Store
  ) throws {
    try store.read { reader throws(StoreError) in
      #expect(try reader.run(run)?.state == state)
      let history = try reader.history(of: run)
      #expect(history.map(\.sequence) == Array(1...passed.count + 1))
      #expect(history.dropFirst().map(\.cause) == passed.map { TransitionCause($0) })
      #expect(history.dropFirst().map(\.from) == history.dropLast().map(\.status))
      #expect(history.last?.status == state.status)
      let entry = try reader.ledgerEntry(run)
      #expect(entry?.verdict == (state.status.isTerminal ? state.status : nil))
      #expect((entry?.ended != nil) == state.status.isTerminal)
    }
  }
}
