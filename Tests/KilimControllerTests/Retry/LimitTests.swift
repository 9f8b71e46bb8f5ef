import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct LimitTests {
  private static func most(_ marks: String) -> Int {
    var (now, most) = (0, 0)
    for mark in marks where mark != "\n" {
      now += mark == "+" ? 1 : -1
      most = max(most, now)
    }
    return most
  }

  @Test(arguments: [
    (["maxJobs: 2"], 2), (["maxJobs: 3", "maxJobsPerUser: 1"], 1), (["maxJobsPerUser: 2"], 2),
  ])
  func `runs no more jobs of an app at a time than it allows`(limits: [String], most: Int) throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let script = "echo + >>\(log); sleep 0.02; echo - >>\(log)"
    let outcome = try scene.apply(
      Declared.system("wide", slots: 6, folder: scene.sandbox.path("jobs"))
        + Declared.app(script, more: limits)
        + (1...20).map { Declared.job("job-\($0)", more: ["execSystemId: wide"]) }.joined())
    let states = try scene.drive(outcome.runs)
    #expect(states.count == 20 && states.values.allSatisfy { $0.status == .finished })
    #expect(Self.most(try scene.sandbox.read("log")) <= most)
  }

  @Test func `lets jobs of other apps pass, and says which limit a run waits for`() throws {
    let scene = try Scene()
    let up = try scene.sandbox.beacon("up")
    let go = try scene.sandbox.beacon("go")
    let outcome = try scene.apply(
      Declared.app(
        "echo up >\(up.path); read line <\(go.path)", name: "narrow", more: ["maxJobs: 1"])
        + Declared.app("true") + Declared.job("first", app: "narrow")
        + Declared.job("second", app: "narrow") + Declared.job("other"))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    try drive.observer.wait(for: scene.name("other"), .finished)
    let report = try scene.report("second")
    #expect(report.status == .pending)
    #expect(report.waiting == ["WaitingForApp: narrow@1.0 allows 1 job at a time"])
    go.send("on")
    _ = try up.line()
    go.send("on")
    #expect(try drive.result().states.values.allSatisfy { $0.status == .finished })
  }

  @Test func `keeps to a system's limit for one user`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let system = Declared.system("wide", slots: 6, folder: scene.sandbox.path("jobs"))
      .replacing("jobMaxJobs: 6", with: "jobMaxJobs: 6\n  jobMaxJobsPerUser: 2")
    let outcome = try scene.apply(
      system + Declared.app("echo + >>\(log); sleep 0.02; echo - >>\(log)")
        + (1...20).map { Declared.job("job-\($0)", more: ["execSystemId: wide"]) }.joined())
    try scene.drive(outcome.runs)
    #expect(Self.most(try scene.sandbox.read("log")) <= 2)
  }

  @Test func `cancels and suspends what waits for an app, and others get its place`() throws {
    let scene = try Scene()
    let up = try scene.sandbox.beacon("up")
    let go = try scene.sandbox.beacon("go")
    let outcome = try scene.apply(
      Declared.app(
        "echo up >\(up.path); read line <\(go.path)", name: "narrow", more: ["maxJobs: 1"])
        + (1...4).map { Declared.job("job-\($0)", app: "narrow") }.joined())
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    let other = try scene.otherPlane()
    _ = try other.requestCancel([scene.name("job-2")])
    _ = try other.suspend([ResourceName(.job, "job-3")])
    try drive.observer.wait(for: scene.name("job-2"), .cancelled)
    try drive.observer.wait(for: scene.name("job-3"), .paused)
    go.send("on")
    _ = try up.line()
    try drive.observer.wait(for: scene.name("job-4"), .running)
    go.send("on")
    let states = try drive.result().states
    #expect(
      (1...4).map { states[scene.name("job-\($0)")]?.status }
        == [.finished, .cancelled, .paused, .finished])
  }
}
