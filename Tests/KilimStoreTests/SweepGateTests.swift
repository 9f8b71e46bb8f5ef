import KilimLifecycle
import KilimModel
import Testing

@testable import KilimStore

/// What the store keeps of a sweep that is held back.
struct SweepGateTests {
  private let name = ResourceName(.sweep, "grid")
  private let dependsOn = [ResourceName(.job, "a"), ResourceName(.sweep, "b")]

  private func put(
    _ transaction: StoreTransaction, priority: Int = 3, dependsOn: [ResourceName]
  ) throws(StoreError) -> ObjectID {
    let owner = try transaction.putObject(name, Samples.content, now: Samples.start).owner
    try transaction.putSweep(
      owner.id,
      SweepSettings(
        identity: Samples.bytes(1), fullIdentity: Samples.bytes(2) + Samples.bytes(3),
        priority: priority, dependsOn: dependsOn),
      template: SharedPlan(
        sweep: "{}", names: [], uuid: try uuid(), created: Samples.start), components: "{}")
    return owner.id
  }

  private func uuid() throws(StoreError) -> RunUUID {
    guard let uuid = RunUUID(bytes: Samples.bytes(4)) else { throw .notFound("uuid") }
    return uuid
  }

  private func addPoints(_ sweep: ObjectID, _ transaction: StoreTransaction) throws(StoreError) {
    try transaction.addPoints(to: sweep) { adder throws(StoreError) in
      for seed in 10..<13 {
        let result = Samples.bytes(seed).withUnsafeBytes { identity in
          Array("{}".utf8).withUnsafeBufferPointer { values in
            Result { () throws(StoreError) in try adder.add(identity: identity, values: values) }
          }
        }
        try result.get()
      }
    }
  }

  private func start(_ sweep: ObjectID, _ transaction: StoreTransaction) throws(StoreError) -> Int {
    let uuid = try uuid()
    return try transaction.startPoints(
      of: sweep, most: 1,
      fresh: { FreshRun(uuid: uuid, token: Samples.bytes(5), created: Samples.start) },
      isReusable: { _ in false })
  }

  @Test func `keeps priority, dependencies and what is in the way`() throws {
    let store = try ScratchState().open()
    let found = try store.write { transaction throws(StoreError) in
      let sweep = try put(transaction, dependsOn: dependsOn)
      try transaction.setObstacle(sweep, "job/a FAILED")
      _ = try put(transaction, priority: 4, dependsOn: dependsOn)
      return try transaction.sweep(name)
    }
    #expect(found?.settings.priority == 4 && found?.settings.dependsOn == dependsOn)
    #expect(found?.obstacle == "job/a FAILED")
    let changed = try store.write { transaction throws(StoreError) in
      _ = try put(transaction, dependsOn: [])
      return try transaction.sweep(name)
    }
    #expect(changed?.obstacle == nil && changed?.settings.dependsOn == [])
  }

  @Test func `gives runs of points the priority of their sweep`() throws {
    let store = try ScratchState().open()
    let run = try store.write { transaction throws(StoreError) in
      let sweep = try put(transaction, dependsOn: [])
      try addPoints(sweep, transaction)
      _ = try start(sweep, transaction)
      return try transaction.newestRun(of: name.point(1))
    }
    #expect(run?.priority == 3)
  }

  @Test func `starts no point of a suspended sweep`() throws {
    let store = try ScratchState().open()
    let counts = try store.write { transaction throws(StoreError) in
      let sweep = try put(transaction, dependsOn: [])
      try addPoints(sweep, transaction)
      try transaction.setSuspended(sweep, by: .command, true)
      let held = try start(sweep, transaction)
      let startable = try transaction.startableSweeps().count
      try transaction.setSuspended(sweep, by: .command, false)
      return [held, startable, try start(sweep, transaction)]
    }
    #expect(counts == [0, 0, 1])
  }
}
