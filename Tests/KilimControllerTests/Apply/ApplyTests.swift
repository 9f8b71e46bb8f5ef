import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct ApplyTests {
  private let quick = Declared.app("true")

  @Test func `creates objects and the first run`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(quick + Declared.job("one"))
    #expect(outcome.changes.map(\.action) == [.created, .created])
    #expect(outcome.runs == [scene.name("one")])
    #expect(try scene.report("one").status == .pending)
    #expect(try scene.report("one").attempt == 0)
  }

  @Test func `does nothing for the same manifest, whatever became of the run`() throws {
    let scene = try Scene()
    let manifest = quick + Declared.job("one")
    try scene.apply(manifest)
    #expect(try scene.plan(manifest).changes.allSatisfy { $0.action == .unchanged })
    // It is still pending: whoever applies it again waits for it.
    #expect(try scene.apply(manifest).runs == [scene.name("one")])
    try scene.drive([scene.name("one")])
    #expect(try scene.apply(manifest).runs.isEmpty)
    #expect(try scene.plane.object(ResourceName(.job, "one"))?.runCount == 1)
  }

  @Test func `updates in place what cannot change the result`() throws {
    let scene = try Scene()
    try scene.run(quick + Declared.job("one"))
    let changed = quick + Declared.job("one", more: ["maxMinutes: 3"])
    let outcome = try scene.apply(changed) { _ in }
    #expect(outcome.changes.last?.action == .updated)
    #expect(outcome.runs.isEmpty)
    #expect(try scene.action(changed, of: "one") == .unchanged)
  }

  @Test func `replaces a run that was not submitted yet`() throws {
    let scene = try Scene()
    try scene.apply(quick + Declared.job("one", ["1"]))
    let outcome = try scene.apply(quick + Declared.job("one", ["2"])) { _ in }
    #expect(outcome.changes.last?.action == .superseded)
    #expect(outcome.runs == [scene.name("one", 2)])
    let old = try scene.report("one", 1)
    #expect(old.status == .cancelled && old.condition == .superseded)
    #expect(try scene.drive(outcome.runs).values.map(\.status) == [.finished])
  }

  @Test func `runs again what changed after it ended, and only with agreement`() throws {
    let scene = try Scene()
    try scene.run(quick + Declared.job("one", ["1"]))
    let changed = quick + Declared.job("one", ["2"])
    let plan = try scene.plan(changed)
    guard case .needsConfirmation(let changes)? = plan.refusal else {
      Issue.record("\(String(describing: plan.refusal))")
      return
    }
    #expect(changes.map(\.action) == [.rerun])
    let outcome = try scene.apply(changed)
    #expect(outcome.runs == [scene.name("one", 2)])
    #expect(try scene.report("one", 1).status == .finished)
  }

  @Test func `names kilim retry for a run that failed`() throws {
    let scene = try Scene()
    let manifest = Declared.app("exit 3") + Declared.job("one")
    try scene.run(manifest)
    let change = try #require(try scene.change(manifest, of: "one"))
    #expect(change.action == .unchanged)
    #expect(change.reason?.contains("kilim retry job/one") == true, "\(change)")
    let again = try scene.plane.retry([ResourceName(.job, "one")])
    #expect(again.runs == [scene.name("one", 2)])
    // The second one who asks finds the first one's run.
    let second = try scene.plane.retry([ResourceName(.job, "one")])
    #expect(second.runs.isEmpty && second.changes.map(\.action) == [.unchanged])
  }

  @Test func `applies nothing when one document is wrong`() throws {
    let scene = try Scene()
    let plan = try scene.plan(
      quick + Declared.job("good") + Declared.job("bad", app: "nothing"))
    #expect(plan.diagnostics.hasErrors)
    #expect(plan.changes.isEmpty)
    #expect(throws: EngineError.self) { try scene.plane.apply(plan) }
    #expect(try scene.plane.names(kind: .app).isEmpty)
  }

  @Test func `refuses more new runs than are allowed`() throws {
    let scene = try Scene()
    let manifest = quick + (1...3).map { Declared.job("job-\($0)") }.joined()
    let plan = try scene.plan(manifest) { $0.maxNewRuns = 2 }
    #expect(plan.refusal == .tooManyRuns(wanted: 3, allowed: 2))
    #expect(try scene.plan(manifest) { $0.maxNewRuns = 3 }.refusal == nil)
  }

  @Test func `refuses more new runs also when the state moved after the plan`() throws {
    let scene = try Scene()
    try scene.apply(quick + Declared.job("one"))
    try scene.live(1, of: "one", Scene.launched)
    let plan = try scene.plan(quick + Declared.job("one", ["2"])) { options in
      options.maxNewRuns = 0
      options.isConfirmed = true
    }
    #expect(plan.refusal == nil && plan.changes.last?.action == .waiting)
    try scene.live(1, of: "one", Scene.end(0))
    #expect(throws: EngineError.self) { try scene.plane.apply(plan) }
    #expect(try scene.plane.object(ResourceName(.job, "one"))?.runCount == 1)
  }

  @Test func `asks anew when the state moved between plan and apply`() throws {
    let scene = try Scene()
    try scene.apply(quick + Declared.job("one", ["1"]))
    let plan = try scene.plan(quick + Declared.job("one", ["2"]))
    #expect(plan.changes.last?.action == .superseded)
    try scene.drive([scene.name("one")])
    let error = #expect(throws: EngineError.self) { try scene.plane.apply(plan) }
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("job/one") == true)
    #expect(try scene.plane.object(ResourceName(.job, "one"))?.runCount == 1)
  }

  @Test func `remembers a job that was deleted and restored`() throws {
    let scene = try Scene()
    let manifest = quick + Declared.job("one")
    try scene.run(manifest)
    let changes = try scene.plane.delete([ResourceName(.job, "one")])
    #expect(changes.map(\.action) == [.pruned])
    #expect(try scene.plane.object(ResourceName(.job, "one")) == nil)
    let outcome = try scene.apply(manifest) { _ in }
    #expect(outcome.changes.last?.action == .restored)
    #expect(outcome.runs.isEmpty)
    #expect(try scene.action(manifest, of: "one") == .unchanged)
  }

  @Test func `runs a deleted job that comes back changed, under the next number`() throws {
    let scene = try Scene()
    try scene.run(quick + Declared.job("one", ["1"]))
    _ = try scene.plane.delete([ResourceName(.job, "one")])
    let outcome = try scene.apply(quick + Declared.job("one", ["2"])) { _ in }
    #expect(outcome.runs == [scene.name("one", 2)])
  }

  @Test func `deletes no job whose run goes on and no app that is in use`() throws {
    let scene = try Scene()
    try scene.apply(quick + Declared.job("one"))
    let job = ResourceName(.job, "one")
    let app = ResourceName(.app, "work@1.0")
    let active = #expect(throws: EngineError.self) { try scene.plane.delete([job]) }
    #expect(active?.kind == .refused)
    try scene.drive([scene.name("one")])
    let used = #expect(throws: EngineError.self) { try scene.plane.delete([app]) }
    #expect(used?.message == "app/work@1.0 is in use by job/one")
    #expect(try scene.plane.delete([app, job]).count == 2)
    let none = #expect(throws: EngineError.self) { try scene.plane.delete([job]) }
    #expect(none?.kind == .notFound)
  }
}
