import KilimLifecycle
import KilimModel
import KilimStore
import Testing

struct OutboxTests {
  private let scratch: ScratchState
  private let store: Store

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  private func message(_ transition: Transition, to address: String) -> NewDelivery {
    NewDelivery(
      method: .webhook, address: address, eventType: "jobs.\(transition.after.status.name)",
      payload: #"{"sequence":\#(transition.sequence)}"#, expires: Samples.start.adding(seconds: 60))
  }

  private func run(_ name: String, seed: Int, addresses: [String]) throws -> RunID {
    let run = try Samples.insertJob(name, seed: seed, in: store).id
    try store.write { transaction throws(StoreError) in
      _ = try transaction.record(
        [RunUpdate(run: run, events: Samples.timed([.admitted, .directoriesCreated]))]
      ) { transition in addresses.map { message(transition, to: $0) } }
    }
    return run
  }

  private func due(_ seconds: Int64 = 1) throws(StoreError) -> [DeliveryRecord] {
    try store.read { state throws(StoreError) in
      try state.dueDeliveries(now: Samples.start.adding(seconds: seconds))
    }
  }

  private func mark(
    _ change: (StoreTransaction) throws(StoreError) -> Void
  ) throws(StoreError) {
    try store.write(change)
  }

  @Test func `each receiver gets a run's events one after the other`() throws {
    let first = try run("a", seed: 1, addresses: ["http://one", "http://two"])
    let second = try run("b", seed: 2, addresses: ["http://one"])
    var messages = try due()
    #expect(messages.map(\.run) == [first, first, second])
    #expect(messages.map(\.sequence) == [2, 2, 2])
    #expect(messages.map(\.message.address) == ["http://one", "http://two", "http://one"])

    let id = messages[0].id
    try mark { (transaction) throws(StoreError) in try transaction.markDelivered(id) }
    messages = try due()
    #expect(messages.map(\.message.address) == ["http://two", "http://one", "http://one"])
    #expect(messages.map(\.sequence) == [2, 3, 2])
    #expect(messages[1].message.eventType == "jobs.STAGING_INPUTS")
  }

  @Test func `a message that has to wait holds back those behind it`() throws {
    let run = try run("a", seed: 1, addresses: ["http://one"])
    let id = try #require(try due().first).id
    let later = Samples.start.adding(seconds: 30)
    try mark { (transaction) throws(StoreError) in
      try transaction.postpone(id, until: later, error: "refused")
    }
    #expect(try due().isEmpty)
    #expect(
      try store.read { state throws(StoreError) in try state.nextDeliveryTime() }
        == Samples.start.adding(milliseconds: 1))
    let again = try #require(try due(30).first)
    #expect(again.id == id && again.attempts == 1 && again.lastError == "refused")

    try mark { (transaction) throws(StoreError) in
      try transaction.markFailed(id, error: "gone")
    }
    #expect(try due().map(\.sequence) == [3])
    #expect(
      try store.read { state throws(StoreError) in try state.deliveries(of: run) }.map(\.state)
        == [.failed, .waiting])
  }

  @Test func `a message whose time is over is given up`() throws {
    _ = try run("a", seed: 1, addresses: ["http://one"])
    #expect(try due(60).isEmpty)
    let expired = try store.write { transaction throws(StoreError) in
      try transaction.expireDeliveries(now: Samples.start.adding(seconds: 60))
    }
    #expect(expired == 2)
    #expect(
      try store.read { state throws(StoreError) in try state.deliveryCounts() } == [.expired: 2])
  }

  @Test func `a message is written with its transition or not at all`() throws {
    let run = try Samples.insertJob("a", seed: 1, in: store).id
    #expect(throws: StoreError.self) {
      try store.write { transaction throws(StoreError) in
        _ = try transaction.record(
          [RunUpdate(run: run, events: Samples.timed([.admitted, .archived]))]
        ) { transition in [message(transition, to: "http://one")] }
      }
    }
    #expect(try store.read { state throws(StoreError) in try state.deliveries(of: run) }.isEmpty)
  }
}
