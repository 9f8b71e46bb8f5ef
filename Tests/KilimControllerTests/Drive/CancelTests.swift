import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct CancelTests {
  @Test func `cancels a pending run without an engine, and the next engine ends it`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(Declared.app("true") + Declared.job("one"))
    #expect(try scene.plane.requestCancel(outcome.runs).map(\.action) == [.cancelled])
    #expect(try scene.plane.requestCancel(outcome.runs).map(\.action) == [.unchanged])
    let states = try scene.drive(outcome.runs)
    #expect(states.values.map(\.status) == [.cancelled])
    #expect(try !scene.statuses("one").contains(.running))
    let late = try #require(try scene.plane.requestCancel(outcome.runs).first)
    #expect(late.reason?.contains("has ended already (CANCELLED)") == true)
  }

  @Test func `ends a running job and waits until it is gone`() throws {
    let job = try RunningJob()
    let name = job.scene.name("one")
    _ = try job.scene.otherPlane().requestCancel([name])
    let result = try job.drive.result()
    #expect(result.states[name]?.status == .cancelled)
    #expect(!ProcessCensus.isAlive(job.process))
  }

  @Test func `takes a queued run out of the queue`() throws {
    let scene = try Scene()
    let up = try scene.sandbox.beacon("up")
    let go = try scene.sandbox.beacon("go")
    let narrow = ["execSystemId: narrow"]
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("echo $1 >\(up.path); read line <\(go.path)")
        + Declared.job("first", ["first"], more: narrow)
        + Declared.job("second", ["second"], more: narrow))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    #expect(try up.line() == "first")
    try drive.observer.wait(for: scene.name("second"), .queued)
    _ = try scene.otherPlane().requestCancel([scene.name("second")])
    try drive.observer.wait(for: scene.name("second"), .cancelled)
    go.send("on")
    let states = try drive.result().states
    #expect(states[scene.name("first")]?.status == .finished)
    #expect(try !scene.statuses("second").contains(.running))
  }

  @Test func `stops a download that never ends`() throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/slow")
    let outcome = try scene.apply(
      Declared.app("true")
        + Declared.job(
          "one", more: ["fileInputs: [{name: data, sourceUrl: \(url), targetPath: data}]"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try drive.observer.wait(for: scene.name("one"), .stagingInputs)
    _ = try scene.otherPlane().requestCancel(outcome.runs)
    #expect(try drive.result().states.values.map(\.status) == [.cancelled])
  }

  @Test func `leaves a download at once when the engine is interrupted, and repeats it`() throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/slow")
    let outcome = try scene.apply(
      Declared.app("true")
        + Declared.job(
          "one", more: ["fileInputs: [{name: data, sourceUrl: \(url), targetPath: data}]"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("the server is asked") { try !service.entries().isEmpty }
    _ = try drive.stop()
    #expect(try scene.report("one").status == .stagingInputs)
    let next = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("the server is asked again") { try service.entries().count > 1 }
    _ = try scene.otherPlane().requestCancel(outcome.runs)
    #expect(try next.result().isReached)
  }

  @Test func `notices that a run which it is staging was replaced`() throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    func manifest(_ path: String) -> String {
      let url = Declared.quoted("http://127.0.0.1:\(service.port)\(path)")
      return Declared.app("true")
        + Declared.job(
          "one", more: ["fileInputs: [{name: data, sourceUrl: \(url), targetPath: data}]"])
    }
    let outcome = try scene.apply(manifest("/slow"))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try drive.observer.wait(for: scene.name("one"), .stagingInputs)
    let second = try scene.apply(manifest("/file/10"), through: scene.otherPlane())
    #expect(second.changes.last?.action == .superseded)
    let result = try drive.result()
    #expect(result.states[scene.name("one")]?.condition == .superseded)
    #expect(drive.observer.statuses(of: scene.name("one")).last == .cancelled)
    #expect(try scene.drive(second.runs).values.map(\.status) == [.finished])
  }
}
