import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// Dependencies of jobs on sweeps, and of sweeps on anything.
struct SweepDependencyTests {
  private let grid = RunName(whole: ResourceName(.sweep, "grid"))

  @Test func `starts a job after all points of the sweep that it depends on`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let outcome = try scene.apply(
      Declared.app("echo $1 >>\(log)")
        + Declared.job("after", ["after"], more: ["dependsOn: [sweep/grid]"])
        + Declared.sweep("grid", "{range: [1, 300, 1]}"))
    #expect(
      try scene.report("after").waiting
        == ["WaitingForDependency: sweep/grid has not finished yet"])
    let states = try scene.drive(outcome.runs)
    #expect(states.values.allSatisfy { $0.status == .finished })
    let lines = try scene.sandbox.read("log").split(separator: "\n")
    #expect(lines.count == 301 && lines.last == "after")
  }

  @Test func `blocks a job behind a failed point, and lets it go on once that is retried`() throws {
    let scene = try Scene()
    let flag = scene.sandbox.path("flag")
    let outcome = try scene.apply(
      Declared.app("test $1 != 2 -o -e \(flag)")
        + Declared.job("after", ["9"], more: ["dependsOn: [sweep/grid]"]) + Declared.sweep("grid"))
    let blocked = try #require(try scene.drive(outcome.runs)[scene.name("after")])
    #expect(blocked.status == .blocked && blocked.condition == .dependencyFailed)
    #expect(blocked.message?.contains("`kilim retry sweep/grid`") == true)
    try scene.sandbox.write("", to: "flag")
    let again = try scene.plane.retrySweep(grid.owner, all: false)
    try scene.drive(again.runs)
    #expect(try scene.report("after").status == .finished)
  }

  @Test func `starts no point before what the sweep depends on has finished`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let outcome = try scene.apply(
      Declared.app("echo $1 >>\(log)")
        + Declared.sweep("grid", more: ["dependsOn: [job/first]"], template: ["dependsOn: [job/b]"])
        + Declared.job("first", ["first"]) + Declared.job("b", ["b"]))
    let report = try #require(try scene.plane.sweep(grid.owner))
    #expect(report.waiting.count == 2 && report.status == "Waiting")
    try scene.drive(outcome.runs)
    let lines = try scene.sandbox.read("log").split(separator: "\n")
    #expect(lines.count == 5 && Set(lines.prefix(2)) == ["first", "b"])
    #expect(try scene.plane.sweep(grid.owner)?.status == "Finished")
  }

  @Test func `a chain through sweeps is blocked as a whole, and goes on as a whole`() throws {
    let scene = try Scene()
    let flag = scene.sandbox.path("flag")
    let outcome = try scene.apply(
      Declared.app("test $1 != first -o -e \(flag)") + Declared.job("first", ["first"])
        + Declared.sweep("grid", more: ["dependsOn: [job/first]"])
        + Declared.sweep("next", more: ["dependsOn: [sweep/grid]"])
        + Declared.job("last", ["x"], more: ["dependsOn: [sweep/next]"]))
    let states = try scene.drive(outcome.runs)
    let blocked = try #require(states[grid])
    #expect(blocked.status == .blocked && blocked.condition == .dependencyFailed)
    #expect(blocked.message?.contains("`kilim retry job/first`") == true)
    #expect(states[scene.name("last")]?.message?.contains("sweep/next is BLOCKED itself") == true)
    let report = try #require(try scene.plane.sweep(grid.owner))
    #expect(report.status == "Blocked" && report.counts.waiting == 3 && report.counts.active == 0)

    try scene.sandbox.write("", to: "flag")
    let again = try scene.plane.retry([ResourceName(.job, "first")])
    try scene.drive(again.runs)
    #expect(try scene.report("last").status == .finished)
    #expect(try scene.plane.sweep(grid.owner)?.status == "Finished")
  }

  @Test func `does not take the points under a limit for all points`() throws {
    let scene = try Scene()
    let manifest =
      Declared.app("true") + Declared.sweep("grid")
      + Declared.job("after", more: ["dependsOn: [sweep/grid]"])
    let limited = try scene.apply(manifest) {
      $0.isConfirmed = true
      $0.sweepLimit = 2
    }
    let states = try scene.drive(limited.runs)
    #expect(states[scene.name("after")]?.message?.contains("without `--limit`") == true)
    let outcome = try scene.apply(manifest)
    try scene.drive(outcome.runs)
    #expect(try scene.report("after").status == .finished)
  }

  @Test func `goes on behind a sweep whose points all have results already`() throws {
    let scene = try Scene()
    try scene.run(Declared.app("true") + Declared.sweep("grid"))
    let outcome = try scene.apply(
      Declared.app("true") + Declared.sweep("grid")
        + Declared.sweep("same", more: ["dependsOn: [sweep/grid]"])
        + Declared.job("after", more: ["dependsOn: [sweep/same]"]))
    let states = try scene.drive(outcome.runs)
    #expect(states.values.allSatisfy { $0.status == .finished })
    #expect(try scene.plane.sweep(ResourceName(.sweep, "same"))?.counts.reused == 3)
  }

  @Test func `a sweep that was blocked starts when it no longer depends on that`() throws {
    let scene = try Scene()
    let first = Declared.app("test $1 != first") + Declared.job("first", ["first"])
    let outcome = try scene.apply(
      first + Declared.sweep("grid", more: ["dependsOn: [job/first]"]))
    #expect(try scene.drive(outcome.runs)[grid]?.status == .blocked)
    let changed = try scene.apply(first + Declared.sweep("grid"))
    #expect(changed.runs == [grid])
    #expect(try scene.drive(changed.runs)[grid]?.status == .finished)
  }

  @Test func `refuses circles through sweeps, and names that are not there`() throws {
    let scene = try Scene()
    let circle = try scene.plan(
      Declared.app("true") + Declared.job("a", more: ["dependsOn: [sweep/grid]"])
        + Declared.sweep("grid", more: ["dependsOn: [job/b]"])
        + Declared.job("b", more: ["dependsOn: [job/a]"])
    ).diagnostics
    #expect(circle.map(\.code) == [.dependencyCycle])
    #expect(
      circle.first?.message.contains("job/a -> sweep/grid -> job/b -> job/a") == true, "\(circle)")
    let unknown = try scene.plan(
      Declared.app("true")
        + Declared.sweep("grid", more: ["dependsOn: [job/x]"], template: ["dependsOn: [job/y]"])
    ).diagnostics
    #expect(unknown.map(\.path) == ["spec.dependsOn[0]", "spec.template.dependsOn[0]"])
  }

  @Test func `sees a circle through a sweep that closes in the state`() throws {
    let scene = try Scene()
    let base = Declared.app("true") + Declared.job("a")
    try scene.apply(base + Declared.sweep("grid", more: ["dependsOn: [job/a]"]))
    let plan = try scene.plan(
      Declared.app("true") + Declared.job("a", more: ["dependsOn: [sweep/grid]"]))
    #expect(plan.diagnostics.map(\.code) == [.dependencyCycle])
  }
}
