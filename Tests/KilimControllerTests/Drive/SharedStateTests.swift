import Glibc
import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct SharedStateTests {
  @Test func `one of two drives and both reach their goals`() throws {
    let job = try RunningJob()
    let second = try job.scene.apply(
      Declared.app("true", name: "quick") + Declared.job("two", app: "quick"),
      through: job.scene.otherPlane())
    let other = try BackgroundDrive(job.scene.otherPlane(), second.runs)
    #expect(try other.result().states[job.scene.name("two")]?.status == .finished)
    #expect(other.observer.roles.count == 1 && other.observer.roles[0] != .driving)
    // It saw the run go by, though another process drove it.
    #expect(other.observer.statuses(of: job.scene.name("two")).last == .finished)
    job.go.send("on")
    #expect(try job.drive.result().isReached)
    #expect(job.drive.observer.roles == [.driving])
  }

  @Test func `takes the place of an engine that ends`() throws {
    let job = try RunningJob()
    let other = try BackgroundDrive(job.scene.otherPlane(), [job.scene.name("one")])
    try waitUntil("it watches") { !other.observer.roles.isEmpty }
    _ = try job.drive.stop()
    try waitUntil("it drives") { other.observer.roles.last == .driving }
    job.go.send("on")
    #expect(try other.result().states.values.map(\.status) == [.finished])
    #expect(try job.scene.statuses("one").count { $0 == .running } == 1)
  }

  @Test func `takes the place of an engine that died and released nothing`() throws {
    let job = try RunningJob()
    _ = try job.drive.stop()
    let now = job.scene.clock.now
    let dead = LeaseHolder(host: "here", processID: 1, bootID: "another boot", processStart: 1)
    guard
      case .acquired = try job.scene.plane.store.acquireLease(
        dead, now: now, isAlive: { _ in false })
    else {
      Issue.record("the lease was not free")
      return
    }
    job.go.send("on")
    #expect(try job.scene.drive([job.scene.name("one")]).values.map(\.status) == [.finished])
  }

  @Test func `takes over from another host once its lease has aged, and not before`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(Declared.app("true") + Declared.job("one"))
    let foreign = LeaseHolder(host: "far", processID: 1, bootID: "boot", processStart: 1)
    _ = try scene.plane.store.acquireLease(foreign, now: scene.clock.now, isAlive: { _ in true })
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("it watches") { !drive.observer.roles.isEmpty }
    guard case .watching(let words)? = drive.observer.roles.first else {
      Issue.record("\(drive.observer.roles)")
      return
    }
    #expect(words.contains("on host far"))
    scene.clock.jump(hours: 1)
    #expect(try drive.result().isReached)
    #expect(drive.observer.roles.last == .driving)
  }

  @Test func `stops when another engine took the lease away`() throws {
    let job = try RunningJob()
    let thief = LeaseHolder(host: "far", processID: 1, bootID: "boot", processStart: 1)
    try job.drive.observer.wait(for: job.scene.name("one"), .running)
    // An hour later, as this host sees it, the lease of the other host has aged.
    _ = try job.scene.otherPlane().store.acquireLease(
      thief, now: job.scene.clock.now.adding(seconds: 3600), isAlive: { _ in true })
    job.go.send("on")
    try waitUntil("it watches") { job.drive.observer.roles.count == 2 }
    #expect(try job.scene.report("one").status == .running, "it may not write any more")
    #expect(try !job.drive.stop().isReached)
  }
}
