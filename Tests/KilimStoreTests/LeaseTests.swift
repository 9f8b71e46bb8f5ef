import KilimModel
import KilimStore
import Testing

struct LeaseTests {
  private let scratch: ScratchState
  private let store: Store
  private let now = Samples.start

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  private func holder(
    _ process: Int32, host: String = "login1", boot: String = "b1"
  ) -> LeaseHolder {
    LeaseHolder(host: host, processID: process, bootID: boot, processStart: Int64(process) * 10)
  }

  private func acquire(
    _ holder: LeaseHolder, seconds: Int64 = 0, alive: Bool = true
  ) throws -> LeaseAnswer {
    try store.acquireLease(holder, now: now.adding(seconds: seconds)) { _ in alive }
  }

  private func term(_ answer: LeaseAnswer) -> Int64? {
    if case .acquired(let lease) = answer { lease.term } else { nil }
  }

  @Test func `one engine at a time`() throws {
    #expect(term(try acquire(holder(1))) == 1)
    #expect(term(try acquire(holder(1))) == 1)
    guard case .held(let lease, let words) = try acquire(holder(2)) else {
      Issue.record("two engines")
      return
    }
    #expect(lease.holder == holder(1))
    #expect(words == "an engine drives this state already: process 1 on host login1")
    #expect(try store.read { state throws(StoreError) in try state.lease() } == lease)
  }

  @Test func `a dead holder is replaced at once`() throws {
    _ = try acquire(holder(1))
    #expect(term(try acquire(holder(2), alive: false)) == 2)
    // After a restart of the host nobody is asked: the number may belong to anybody now.
    #expect(term(try acquire(holder(3, boot: "b2"))) == 3)
  }

  @Test func `a holder on another host has its time`() throws {
    _ = try acquire(holder(1))
    let other = holder(2, host: "login2")
    guard case .held(_, let words) = try acquire(other, seconds: 899, alive: false) else {
      Issue.record("two engines")
      return
    }
    #expect(
      words == "an engine on another host drives this state: process 1 on host login1; stop it "
        + "there, or wait 1 s: a lease that is not renewed ends then")
    #expect(term(try acquire(other, seconds: 900)) == 2)
  }

  @Test func `a lost lease undoes what is written under it`() throws {
    guard case .acquired(let lost) = try acquire(holder(1)) else { return }
    _ = try acquire(holder(2), alive: false)
    let later = now.adding(seconds: 5)
    #expect(throws: StoreError.leaseLost("process 2 on host login1")) {
      try store.write { transaction throws(StoreError) in
        try transaction.putObject(Samples.job("a"), Samples.content, now: later)
        try transaction.renew(lost, now: later)
      }
    }
    let object = try store.read { state throws(StoreError) in
      try state.object(Samples.job("a"))
    }
    #expect(object == nil)
  }

  @Test func `a lease is renewed and given up`() throws {
    guard case .acquired(let lease) = try acquire(holder(1)) else { return }
    let later = now.adding(seconds: 5)
    try store.write { transaction throws(StoreError) in
      try transaction.renew(lease, now: later)
    }
    #expect(try store.read { state throws(StoreError) in try state.lease() }?.renewed == later)
    try store.write { transaction throws(StoreError) in try transaction.release(lease) }
    #expect(try store.read { state throws(StoreError) in try state.lease() } == nil)
    #expect(term(try acquire(holder(2))) == 2)
    #expect(throws: StoreError.self) {
      try store.write { transaction throws(StoreError) in try transaction.confirm(lease) }
    }
  }

  @Test func `many at once, one gets it`() async throws {
    let stores = try (1...8).map { _ in try scratch.open() }
    let terms = await withTaskGroup(of: Int64?.self) { group in
      for (index, store) in stores.enumerated() {
        let holder = holder(Int32(index + 1))
        group.addTask { [now] in
          guard
            case .acquired(let lease) = try? store.acquireLease(
              holder, now: now, isAlive: { _ in true })
          else { return nil }
          return lease.term
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(terms.compactMap(\.self) == [1])
  }
}
