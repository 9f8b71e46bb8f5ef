import Glibc
import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

@Suite(.enabled(if: getuid() == 0, "only root may mount a small disk"))
struct DiskFullTests {
  @Test func `says that an apply has no room and changes nothing`() throws {
    let sandbox = try Sandbox()
    guard let disk = SmallDisk(in: sandbox, megabytes: 8) else { return }
    let scene = try Scene(in: sandbox, state: disk.path + "/state")
    let manifest =
      Declared.app("true") + (1...200).map { Declared.job("job-\($0)") }.joined()
    let plan = try scene.plan(manifest) { $0.isConfirmed = true }
    try disk.fill()
    let error = #expect(throws: EngineError.self) { try scene.plane.apply(plan) }
    #expect(error?.kind == .environment)
    #expect(error?.message.contains("no space left") == true, "\(error as Any)")
    disk.empty()
    #expect(try scene.plane.names(kind: .job).isEmpty)
    let outcome = try scene.plane.apply(plan)
    #expect(try scene.drive(outcome.runs).values.allSatisfy { $0.status == .finished })
  }

  @Test func `pauses while the disk is full and goes on when there is room`() throws {
    let sandbox = try Sandbox()
    guard let disk = SmallDisk(in: sandbox, megabytes: 8) else { return }
    let scene = try Scene(in: sandbox, state: disk.path + "/state")
    let log = sandbox.path("log")
    let up = try sandbox.beacon("up")
    let go = try sandbox.beacon("go")
    let places = Declared.system("elsewhere", slots: 2, folder: sandbox.path("jobs"))
    let outcome = try scene.apply(
      places + Declared.app("echo up >\(up.path); read line <\(go.path)", name: "first")
        + Declared.app("echo $1 >>\(log)")
        + Declared.job("first", app: "first", more: ["execSystemId: elsewhere"])
        + (1...40).map {
          Declared.job("job-\($0)", ["\($0)"], more: ["execSystemId: elsewhere"])
        }.joined())
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    try disk.fill()
    go.send("on")
    try waitUntil("it says so") {
      drive.observer.hindrances.contains {
        $0.contains("no space left") || $0.contains("journal")
      }
    }
    disk.empty()
    let states = try drive.result().states
    #expect(states.count == 41)
    for (name, state) in states { #expect(state.status == .finished, "\(name) \(state)") }
    let ran = try sandbox.read("log").split(separator: "\n").map(String.init).sorted()
    #expect(ran == (1...40).map(String.init).sorted())
  }

  @Test func `can be interrupted while it waits for room`() throws {
    let sandbox = try Sandbox()
    guard let disk = SmallDisk(in: sandbox, megabytes: 8) else { return }
    let scene = try Scene(in: sandbox, state: disk.path + "/state")
    let outcome = try scene.apply(
      Declared.app("true") + (1...40).map { Declared.job("job-\($0)") }.joined())
    try disk.fill()
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("it says so") { !drive.observer.hindrances.isEmpty || drive.hasEnded }
    let result = Result { try drive.stop() }
    if case .success(let result) = result { #expect(!result.isReached) }
    disk.empty()
    #expect(try scene.drive(outcome.runs).values.allSatisfy { $0.status == .finished })
  }

  @Test func `sends no message twice while the disk is full`() throws {
    let sandbox = try Sandbox()
    guard let disk = SmallDisk(in: sandbox, megabytes: 8) else { return }
    let scene = try Scene(in: sandbox, state: disk.path + "/state")
    // Port 9 (discard) is closed: the messages wait.
    let url = Declared.quoted("http://127.0.0.1:9/")
    try scene.run(
      Declared.app("true")
        + Declared.job("one", more: ["notifications: [{event: FINISHED, url: \(url)}]"]))
    let turns = try EngineScene(Declared.app("true"), in: scene)
    let later = scene.clock.now.adding(seconds: 3600)
    let due = try scene.plane.store.read { reader throws(StoreError) in
      try reader.dueDeliveries(now: later)
    }
    let message = try #require(due.first)
    turns.engine.outbox.inFlight[message.id] = message
    turns.engine.outbox.ended = [(message.id, nil)]
    try disk.fill()
    try turns.engine.deliverDue(now: later)
    #expect(turns.engine.outbox.noteDue != nil && turns.engine.outbox.ended.count == 1)
    #expect(turns.engine.outbox.inFlight[message.id] != nil, "so it is not sent again")
    #expect(turns.observer.hindrances.contains { $0.contains("no space left") })
    disk.empty()
    turns.engine.outbox.noteDue = nil
    try turns.engine.deliverDue(now: later)
    #expect(turns.engine.outbox.ended.isEmpty && turns.engine.outbox.inFlight.isEmpty)
    let counts = try scene.plane.store.read { reader throws(StoreError) in
      try reader.deliveryCounts()
    }
    #expect(counts == [.delivered: 1])
  }
}
