import KilimLifecycle
import KilimModel
import KilimStore
import Testing

struct SizeTests {
  @Test func `a finished job with its history takes less than 1000 bytes`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let count = 2000
    let runs = try (0..<count).map { index in
      (Samples.job("point-\(index)"), try Samples.uuid(index), Samples.bytes(index + 1_000_000))
    }
    let stored = try store.write { transaction throws(StoreError) in
      var new: [NewRun] = []
      for (name, uuid, token) in runs {
        let owner = try transaction.putObject(name, Samples.content, now: Samples.start).owner
        new.append(
          NewRun(
            owner: owner, uuid: uuid, identity: Samples.bytes(-1),
            plan: Samples.plan(owner, uuid, Samples.start), token: token, created: Samples.start))
      }
      return try transaction.insertRuns(new)
    }
    for batch in stride(from: 0, to: count, by: 256) {
      for step in Samples.life {
        try store.write { transaction throws(StoreError) in
          _ = try transaction.record(
            stored[batch..<min(count, batch + 256)].map {
              RunUpdate(run: $0.id, events: Samples.timed(step))
            })
        }
      }
    }
    let bytes = try Int(store.byteCount()) / count
    print("bytes in the database per finished job: \(bytes)")
    #expect(bytes < 1000)
    #expect(
      try store.read { state throws(StoreError) in try state.runCounts() } == [.finished: count])
  }
}
