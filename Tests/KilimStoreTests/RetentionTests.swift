import GRDB
import KilimLifecycle
import KilimModel
import Testing

@testable import KilimStore

struct RetentionTests {
  private let scratch: ScratchState
  private let store: Store
  private let later = Samples.start.adding(seconds: 1000)

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  @discardableResult
  private func finished(_ name: String, seed: Int) throws -> RunID {
    let run = try Samples.insertJob(name, seed: seed, in: store).id
    try store.write { transaction throws(StoreError) in
      for step in Samples.life {
        _ = try transaction.record([RunUpdate(run: run, events: Samples.timed(step))])
      }
    }
    return run
  }

  private func claim(_ run: RunID, _ reason: CollectionReason = .age) throws(StoreError) -> [RunID]
  {
    try store.write { transaction throws(StoreError) in
      try transaction.claim([CollectionClaim(run: run, reason: reason)], now: later)
    }
  }

  private func finish(_ runs: [RunID]) throws(StoreError) {
    try store.write { transaction throws(StoreError) in
      try transaction.finishCollections(runs.map { ($0, 7) })
    }
  }

  private func count(_ table: String) throws -> Int {
    try store.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
  }

  @Test func `a collected run is known by its row of the ledger alone`() throws {
    let run = try finished("digits", seed: 1)
    #expect(try claim(run, .size) == [run])
    try store.read { state throws(StoreError) in
      let record = try state.run(run)
      #expect(record?.collected == Collected(time: later, reason: .size))
      #expect(record?.state.exit == Samples.exit())
      #expect(try state.unfinishedCollections() == [run])
    }
    try finish([run])
    let uuid = try Samples.uuid(1)
    #expect(try count("runs") + count("history") + count("attempts") + count("collecting") == 0)
    try store.read { state throws(StoreError) in
      let name = Samples.job("digits")
      let record = try state.newestRun(of: name)
      #expect(record?.id == run && record?.number == 1)
      #expect(record?.state == RunState(status: .finished, condition: .normalCompletion))
      #expect(record?.updated == Samples.start.adding(milliseconds: 1))
      #expect(try state.run(name, number: 1) == record)
      #expect(try state.run(uuid) == record)
      #expect(try state.runs(of: name) == record.map { [$0] })
      let entry = try state.ledgerEntry(run)
      #expect(entry?.collected == Collected(time: later, reason: .size))
      #expect(entry?.bytes == 7)
      let declaration = try state.declaration(name)
      #expect(declaration?.newestRun?.status == .finished)
      #expect(declaration?.newestRun?.condition == .normalCompletion)
      #expect(declaration?.newestRun?.identity == Samples.bytes(-1))
      #expect(declaration?.newestRun?.cancelRequested == false)
      #expect(try state.plan(of: run) == nil)
      #expect(try state.runs(RunFilter()).isEmpty)
      var filter = RunFilter()
      filter.includesCollected = true
      filter.statuses = [.finished]
      #expect(try state.runs(filter) == record.map { [$0] })
    }
    #expect(try store.integrityProblems() == [])
  }

  @Test func `the newest run is the newest also when an older one is kept`() throws {
    let first = try finished("digits", seed: 1)
    let second = try finished("digits", seed: 2)
    #expect(try claim(second) == [second])
    try finish([second])
    try store.read { state throws(StoreError) in
      #expect(try state.newestRun(of: Samples.job("digits"))?.id == second)
      guard let object = try state.object(Samples.job("digits")) else { throw .notFound("job") }
      let kept = try state.keptRuns(of: object)
      #expect(kept.map(\.id) == [first])
      #expect(kept.map(\.isNewest) == [false])
    }
  }

  @Test func `claims only what has ended, what nobody waits for, and once`() throws {
    let active = try Samples.insertJob("active", seed: 1, in: store).id
    #expect(try claim(active) == [])
    let run = try finished("digits", seed: 2)
    let message = NewDelivery(
      method: .webhook, address: "http://a", eventType: "x", payload: "{}",
      expires: later.adding(seconds: 1))
    let id = try store.write { transaction throws(StoreError) in
      try transaction.enqueue(message, run: run, sequence: 1, now: Samples.start)
    }
    #expect(try claim(run) == [])
    try store.read { state throws(StoreError) in
      #expect(try state.runsWithWaitingMessages(now: later) == [run])
      // What nobody may send any more holds nothing up.
      #expect(try state.runsWithWaitingMessages(now: later.adding(seconds: 2)) == [])
    }
    try store.write { transaction throws(StoreError) in try transaction.markDelivered(id) }
    #expect(try claim(run) == [run])
    #expect(try claim(run) == [])
    try finish([run])
    try finish([run])
    #expect(try claim(run) == [])
    #expect(try store.integrityProblems() == [])
  }

  @Test func `texts go when nothing refers to them any more, and not before`() throws {
    let one = try finished("digits", seed: 1)
    let two = try finished("digits", seed: 2)
    let uuid = try Samples.uuid(9)
    try store.write { transaction throws(StoreError) in
      let owner = try transaction.putObject(Samples.job("other"), Samples.content, now: later).owner
      _ = try transaction.insertRuns([
        NewRun(
          owner: owner, uuid: uuid, identity: Samples.bytes(3),
          plan: #"{"unlike":"the others"}"#, components: #"{"app":"other"}"#,
          token: Samples.bytes(99), created: later)
      ])
    }
    let before = try count("documents")
    #expect(try store.removeUnusedDocuments() == 0)
    for (run, expected) in [(one, before), (two, before - 1)] {
      _ = try claim(run)
      try finish([run])
      try store.removeUnusedDocuments()
      #expect(try count("documents") == expected)
    }
    #expect(try store.integrityProblems() == [])
    // Foreign keys are on again.
    #expect(throws: DatabaseError.self) {
      try store.queue.write { try $0.execute(sql: "DELETE FROM documents") }
    }
  }

  @Test func `what directories hold is remembered until the verdict changes`() throws {
    let run = try finished("digits", seed: 1)
    try store.write { transaction throws(StoreError) in
      try transaction.noteBytes([(run, 1234)])
    }
    try store.read { state throws(StoreError) in
      #expect(try state.ledgerEntry(run)?.bytes == 1234)
    }
  }

  @Test func `finds the declarations with a retention, removed ones too`() throws {
    let with = ObjectContent(spec: #"{"appId":"a","retention":{"finished":"7d"}}"#)
    try store.write { transaction throws(StoreError) in
      try transaction.putObject(Samples.job("with"), with, now: later)
      try transaction.putObject(Samples.job("without"), Samples.content, now: later)
      try transaction.putObject(ResourceName(.app, "app@1"), with, now: later)
      try transaction.putObject(Samples.job("gone"), with, now: later)
      try transaction.markDeleted(Samples.job("gone"), now: later)
    }
    try store.read { state throws(StoreError) in
      #expect(try state.objectsWithRetention().map(\.name.name) == ["with", "gone"])
      #expect(try state.objectsWithRuns().isEmpty)
    }
  }
}
