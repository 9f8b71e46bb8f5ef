import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct SuspendTests {
  private let one = ResourceName(.job, "one")

  @Test func `holds a job back by its manifest until that says otherwise`() throws {
    let scene = try Scene()
    let app = Declared.app("true")
    let state = try scene.run(app + Declared.job("one", more: ["suspend: true"]))
    #expect(state.status == .paused)
    #expect(
      try scene.plane.resume([one]).map(\.reason)
        == ["its manifest says `suspend: true`; apply it without that"])
    let outcome = try scene.apply(app + Declared.job("one"))
    #expect(try scene.drive(outcome.runs)[scene.name("one")]?.status == .finished)
  }

  @Test func `suspends and resumes by command, and applying again does not undo it`() throws {
    let scene = try Scene()
    let manifest = Declared.app("true") + Declared.job("one")
    let outcome = try scene.apply(manifest)
    #expect(try scene.plane.suspend([one]).map(\.action) == [.updated])
    #expect(try scene.plane.suspend([one]).map(\.action) == [.unchanged])
    try scene.apply(manifest)
    #expect(try scene.drive(outcome.runs)[scene.name("one")]?.status == .paused)
    #expect(try scene.plane.resume([one]).map(\.action) == [.updated])
    let resumed = try scene.plane.heldRuns(of: [one])
    #expect(resumed == outcome.runs)
    #expect(try scene.drive(resumed)[scene.name("one")]?.status == .finished)
    #expect(try scene.statuses("one").prefix(3) == [.pending, .paused, .pending])
  }

  @Test func `lets what has been launched go on`() throws {
    let job = try RunningJob()
    _ = try job.scene.otherPlane().suspend([one])
    job.go.send("on")
    #expect(try job.drive.result().states[job.scene.name("one")]?.status == .finished)
  }

  @Test func `starts the higher priority first, and equal ones in their order`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("echo $1 >>\(log)")
        + [("low", -5), ("a", 0), ("high", 10), ("b", 0), ("higher", 11)].map {
          Declared.job($0.0, [$0.0], more: ["execSystemId: narrow", "priority: \($0.1)"])
        }.joined())
    try scene.drive(outcome.runs)
    #expect(try scene.sandbox.read("log") == "higher\nhigh\na\nb\nlow\n")
  }
}
