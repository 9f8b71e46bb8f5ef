import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// Suspension, priority and retries of sweeps.
struct SweepSuspendTests {
  private let name = ResourceName(.sweep, "grid")
  private var grid: RunName { RunName(whole: name) }

  @Test func `holds a sweep back by its manifest until that says otherwise`() throws {
    let scene = try Scene()
    let app = Declared.app("true")
    let held = try scene.run(app + Declared.sweep("grid", more: ["suspend: true"]))
    #expect(held.status == .paused)
    let report = try #require(try scene.plane.sweep(name))
    #expect(report.status == "Suspended" && report.counts.waiting == 3)
    #expect(
      try scene.plane.resume([name]).map(\.reason)
        == ["its manifest says `suspend: true`; apply it without that"])
    #expect(try scene.run(app + Declared.sweep("grid")).status == .finished)
  }

  @Test func `suspends points that have runs and those that have none, and resumes them`() throws {
    let scene = try Scene()
    let go = try scene.sandbox.beacon("go")
    let up = try scene.sandbox.beacon("up")
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("test $1 = 1 || exit 0; echo up >\(up.path); read line <\(go.path)")
        + Declared.sweep(
          "grid", "{range: [1, 400, 1]}", template: ["execSystemId: narrow"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    let other = try scene.otherPlane()
    let change = try #require(try other.suspend([name]).first)
    #expect(change.action == .updated)
    #expect(change.reason?.contains("launched run on") == true, "\(change)")
    go.send("on")
    #expect(try drive.result().states[grid]?.status == .paused)
    let counts = try #require(try scene.plane.sweep(name)).counts
    #expect(counts.waiting > 0 && counts.finished > 0 && counts.failed == 0)

    #expect(try scene.plane.resume([name]).map(\.action) == [.updated])
    let held = try scene.plane.heldRuns(of: [name])
    #expect(held == [grid])
    #expect(try scene.drive(held)[grid]?.status == .finished)
    #expect(try scene.plane.sweep(name)?.counts.finished == 400)
  }

  @Test func `blocks what depends on a suspended sweep, and says how it goes on`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(
      Declared.app("true") + Declared.sweep("grid", more: ["suspend: true"])
        + Declared.job("after", more: ["dependsOn: [sweep/grid]"]))
    let states = try scene.drive(outcome.runs)
    #expect(
      states[scene.name("after")]?.message?.contains("`kilim resume sweep/grid`") == true)
  }

  @Test func `starts the points of the higher priority first`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let narrow = ["execSystemId: narrow"]
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("echo $2 >>\(log)")
        + Declared.sweep("low", "[1, 2]", ["low"], more: ["priority: -1"], template: narrow)
        + Declared.sweep("middle", "[1, 2]", ["middle"], template: narrow)
        + Declared.sweep("high", "[1, 2]", ["high"], more: ["priority: 7"], template: narrow))
    try scene.drive(outcome.runs)
    #expect(
      try scene.sandbox.read("log") == "high\nhigh\nmiddle\nmiddle\nlow\nlow\n")
  }

  /// The launcher holds up to 128 runs beside those that run; behind these the priority orders.
  @Test func `an urgent job that comes late overtakes all that the launcher does not have`() throws
  {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let up = try scene.sandbox.beacon("up")
    let go = try scene.sandbox.beacon("go")
    let base =
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
      + Declared.app(
        "echo $1 >>\(log); test $1 = 1 || exit 0; echo up >\(up.path); read line <\(go.path)")
    let outcome = try scene.apply(
      base + Declared.sweep("grid", "{range: [1, 500, 1]}", template: ["execSystemId: narrow"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    let other = try scene.otherPlane()
    let late = try scene.apply(
      base + Declared.job("urgent", ["urgent"], more: ["execSystemId: narrow", "priority: 5"]),
      through: other)
    let turns = drive.observer.turns
    try waitUntil("the engine has looked around") { drive.observer.turns > turns + 5 }
    go.send("on")
    _ = try drive.result()
    try scene.drive(late.runs)
    let lines = try scene.sandbox.read("log").split(separator: "\n")
    let place = try #require(lines.firstIndex(of: "urgent"))
    #expect(lines.count == 501 && place <= Capacity.reserve + 2, "\(place)")
  }

  @Test func `counts a point as failed only when its attempts are used up`() throws {
    let scene = try Scene()
    let marks = scene.sandbox.path("marks")
    TextFile.makeFolder(marks)
    let outcome = try scene.apply(
      Declared.app(#"echo x >>"\#(marks)/$1"; test "$(wc -l <"\#(marks)/$1")" -ge "$1""#)
        + Declared.sweep(
          "grid", "[1, 2, 3, 5]", more: ["maxFailures: 1", "parallelism: 2"],
          template: ["retry: {limit: 2, on: [ApplicationError], backoff: 0s}"]))
    let state = try #require(try scene.drive(outcome.runs)[grid])
    #expect(state.status == .failed)
    let counts = try #require(try scene.plane.sweep(name)).counts
    #expect(counts.finished == 3 && counts.failed == 1, "\(counts)")
    let tried = try scene.report("sweep/grid/3")
    #expect(tried.name.number == 1 && tried.attempt == 3 && tried.status == .finished)
    let failed = try scene.report("sweep/grid/4")
    #expect(failed.attempt == 3 && failed.retryRefusal?.contains("2 more attempts") == true)
    #expect(try scene.sandbox.read("marks/5") == "x\nx\nx\n")
  }
}
