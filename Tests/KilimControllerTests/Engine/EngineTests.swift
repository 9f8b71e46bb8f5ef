import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct EngineTests {
  private let two = Declared.app("true") + Declared.job("one") + Declared.job("two")

  @Test func `hands nothing over before its intent is stored`() throws {
    let turns = try EngineScene(two)
    turns.engine.admit()
    #expect(turns.state("one")?.status == .queued)
    #expect(turns.orders.count == 2)
    #expect(try turns.scene.report("one").status == .pending)
    try turns.engine.flush()
    #expect(try turns.scene.report("one").status == .queued)
    #expect(turns.orders.isEmpty)
  }

  @Test func `does not launch what is cancelled between intent and hand-over`() throws {
    let turns = try EngineScene(two)
    turns.engine.admit()
    _ = try turns.scene.otherPlane().requestCancel([turns.scene.name("one")])
    try turns.engine.lookAtStore()
    turns.engine.advanceTouched()
    #expect(turns.state("one")?.status == .cancelled)
    #expect(turns.orders.count == 1)
    try turns.engine.flush()
    #expect(try turns.scene.report("one").status == .cancelled)
    #expect(try turns.scene.report("two").status == .queued)
  }

  @Test func `lets a run go that was replaced while its steps were not stored`() throws {
    let turns = try EngineScene(two)
    turns.engine.admit()
    let second = try turns.scene.apply(
      Declared.app("true") + Declared.job("one", ["changed"]), through: turns.scene.otherPlane())
    #expect(second.changes.last?.action == .superseded)
    try turns.engine.flush()
    #expect(try turns.scene.report("one", 1).condition == .superseded)
    #expect(try turns.scene.report("two").status == .queued, "the other one is not held up")
    #expect(turns.orders.isEmpty)
    #expect(turns.observer.statuses(of: turns.scene.name("one")) == [.cancelled])
    try turns.engine.lookAtStore()
    turns.engine.admit()
    try turns.engine.flush()
    #expect(try turns.scene.report("one", 2).status == .queued)
  }

  @Test func `waits no longer for a run that was removed`() throws {
    let turns = try EngineScene(Declared.app("true") + Declared.job("one"))
    turns.engine.admit()
    let run = try #require(turns.engine.runs.keys.first)
    try turns.scene.otherPlane().store.write { transaction throws(StoreError) in
      try transaction.deleteRun(run)
    }
    try turns.engine.flush()
    #expect(turns.engine.runs.isEmpty && turns.engine.goal.isReached)
  }

  @Test func `gives all room back, however runs end`() throws {
    let turns = try EngineScene(two)
    turns.engine.admit()
    _ = try turns.scene.otherPlane().requestCancel([turns.scene.name("one")])
    _ = try turns.scene.apply(
      Declared.app("true") + Declared.job("two", ["changed"]), through: turns.scene.otherPlane())
    try turns.engine.lookAtStore()
    turns.engine.advanceTouched()
    try turns.engine.flush()
    // Only the new run of `two` is left, which has not been admitted yet.
    #expect(turns.engine.runs.count == 1)
    var room = 0
    while turns.engine.capacity.take(in: "local") { room += 1 }
    #expect(room == 2 + Capacity.reserve)
  }

  @Test func `gives up a run whose plan is damaged and says so`() throws {
    let scene = try Scene()
    try scene.run(Declared.app("true") + Declared.job("one"))
    try scene.plane.store.write { transaction throws(StoreError) in
      guard let owner = try transaction.declaration(ResourceName(.job, "one"))?.owner,
        let uuid = RunUUID(random: [UInt8](repeating: 9, count: 16))
      else { return }
      try transaction.insertRuns([
        NewRun(
          owner: owner, uuid: uuid, identity: [UInt8](repeating: 1, count: 16), plan: "{\"no\":1}",
          token: [UInt8](repeating: 2, count: 16), created: scene.clock.now)
      ])
    }
    let observer = Recorder()
    let result = try scene.plane.drive(
      until: .settled([scene.name("one", 2)]), observer: observer, interrupt: try Interrupt())
    #expect(!result.isReached)
    #expect(observer.hindrances.contains { $0.contains("the plan of job/one#2 cannot be read") })
  }

  @Test func `makes no follow-up run of a declaration that changed meanwhile`() throws {
    let turns = try EngineScene(Declared.app("true") + Declared.job("one", ["1"]))
    turns.engine.admit()
    try turns.engine.flush()
    let waiting = try turns.scene.apply(
      Declared.app("true") + Declared.job("one", ["2"]), through: turns.scene.otherPlane())
    #expect(waiting.changes.last?.action == .waiting)
    _ = try turns.scene.apply(
      Declared.app("true") + Declared.job("one", ["1"]), through: turns.scene.otherPlane())
    turns.engine.somethingSettled = true
    try turns.engine.followUp()
    #expect(try turns.scene.plane.object(ResourceName(.job, "one"))?.runCount == 1)
  }
}
