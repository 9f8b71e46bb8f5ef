import KilimLifecycle
import KilimModel
import KilimStore
import Testing

struct LedgerTests {
  @Test func `the ledger survives the deletion of run and declaration`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let name = Samples.job("digits")
    let run = try Samples.insertJob("digits", seed: 1, in: store)
    try store.write { transaction throws(StoreError) in
      for step in Samples.life {
        _ = try transaction.record([RunUpdate(run: run.id, events: Samples.timed(step))])
      }
      try transaction.setOutputDigest(run.id, Samples.bytes(5))
      try transaction.deleteRun(run.id)
      try transaction.markDeleted(name, now: Samples.start)
    }
    try store.read { state throws(StoreError) in
      #expect(try state.run(run.id) == nil)
      #expect(try state.history(of: run.id).isEmpty)
      let entry = try state.ledger(identity: Samples.bytes(-1)).first
      #expect(entry?.owner == name)
      #expect(entry?.verdict == .finished)
      #expect(entry?.condition == .normalCompletion)
      #expect(entry?.started == Samples.exit().started)
      #expect(entry?.ended == Samples.start.adding(milliseconds: 1))
      #expect(entry?.outputDigest == Samples.bytes(5))
      #expect(try state.ledger(of: name) == entry.map { [$0] })
      #expect(try state.ledgerEntry(run.id) == entry)
      #expect(try state.events(after: .start).events.isEmpty)
    }
    #expect(try store.integrityProblems() == [])
    #expect(try Samples.insertJob("digits", seed: 2, in: store).number == 2)
  }

  @Test func `a verdict that is taken back leaves the ledger open`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let run = try Samples.insertJob("digits", seed: 1, in: store).id
    func record(_ events: [RunEvent]) throws(StoreError) -> LedgerEntry? {
      try store.write { transaction throws(StoreError) in
        _ = try transaction.record([RunUpdate(run: run, events: Samples.timed(events))])
        return try transaction.ledgerEntry(run)
      }
    }
    let failed = try record(
      Samples.life[0] + Samples.life[1] + [.ended(Samples.exit()), .archiveFailed(reason: "full")])
    #expect(failed?.verdict == .failed)
    #expect(failed?.condition == .archivingFailed)
    let retried = try record([.archiveRetried])
    #expect(retried?.verdict == nil && retried?.ended == nil)
    #expect(try record([.archived])?.verdict == .finished)
  }
}
