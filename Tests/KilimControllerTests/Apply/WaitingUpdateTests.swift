import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct WaitingUpdateTests {
  @Test func `lets a change wait behind the run that is running, then runs it`() throws {
    let job = try RunningJob()
    let outcome = try job.scene.apply(job.manifest("2")) { _ in }
    #expect(outcome.changes.last?.action == .waiting)
    #expect(outcome.runs == [job.scene.name("one", 2)])
    #expect(try job.scene.report("one").updatePending)
    let second = try BackgroundDrive(job.scene.otherPlane(), outcome.runs)
    job.go.send("first")
    _ = try job.drive.result()
    _ = try job.up.line()
    job.go.send("second")
    let result = try second.result()
    #expect(result.isReached)
    #expect(result.states.count == 1 && result.states.values.allSatisfy { $0.status == .finished })
    #expect(try !job.scene.report("one").updatePending)
  }

  @Test func `follows the waiting run also when it is applied again`() throws {
    let job = try RunningJob()
    try job.scene.apply(job.manifest("2"))
    let again = try job.scene.apply(job.manifest("2")) { _ in }
    #expect(again.changes.last?.action == .unchanged)
    #expect(again.runs == [job.scene.name("one", 2)])
  }

  @Test func `keeps a change waiting when only its notes change`() throws {
    let job = try RunningJob()
    try job.scene.apply(job.manifest("2"))
    let outcome = try job.scene.apply(job.manifest("2", more: ["maxMinutes: 3"]))
    #expect(outcome.changes.last?.action == .updated)
    #expect(try job.scene.report("one").updatePending)
    #expect(outcome.runs.last == job.scene.name("one", 2))
  }

  @Test func `takes a waiting change back when the old text is applied again`() throws {
    let job = try RunningJob()
    try job.scene.apply(job.manifest("2"))
    let outcome = try job.scene.apply(job.manifest("1")) { _ in }
    #expect(outcome.runs == [job.scene.name("one")])
    #expect(try !job.scene.report("one").updatePending)
    job.go.send("on")
    #expect(try job.drive.result().isReached)
    #expect(try job.scene.plane.object(ResourceName(.job, "one"))?.runCount == 1)
  }

  @Test func `ends a wait for a run that will not be made any more`() throws {
    let job = try RunningJob()
    let outcome = try job.scene.apply(job.manifest("2"))
    let watcher = try BackgroundDrive(job.scene.otherPlane(), outcome.runs)
    try job.scene.apply(job.manifest("1"))
    job.go.send("on")
    let result = try watcher.result()
    #expect(result.isReached && result.states.isEmpty)
  }

  @Test func `does not go back to a run that is being cancelled`() throws {
    let job = try RunningJob()
    _ = try job.drive.stop()
    try job.scene.apply(job.manifest("2")) { options in
      options.replaceRunning = true
      options.isConfirmed = true
    }
    let outcome = try job.scene.apply(job.manifest("1"))
    #expect(try job.scene.report("one").updatePending, "\(outcome)")
    let drive = try BackgroundDrive(job.scene.plane, outcome.runs)
    _ = try job.up.line()
    job.go.send("on")
    #expect(try drive.result().isReached)
    #expect(try job.scene.report("one", 1).status == .cancelled)
    #expect(try job.scene.report("one", 2).status == .finished)
  }

  @Test(arguments: [false, true])
  func `ends the running run where that is wanted`(byOption: Bool) throws {
    let more = byOption ? [] : ["updatePolicy: {whileRunning: Cancel}"]
    let job = try RunningJob(more: more)
    let plan = try job.scene.plan(job.manifest("2", more: more)) { $0.replaceRunning = byOption }
    #expect(plan.changes.last?.action == .cancelled)
    #expect(plan.refusal != nil, "to end a run asks for agreement")
    let outcome = try job.scene.apply(
      job.manifest("2", more: more), through: job.scene.otherPlane()
    ) { $0.replaceRunning = byOption }
    #expect(outcome.runs == [job.scene.name("one", 2)])
    _ = try job.drive.result()
    #expect(try job.scene.report("one", 1).status == .cancelled)
    let second = try BackgroundDrive(job.scene.plane, outcome.runs)
    _ = try job.up.line()
    job.go.send("on")
    #expect(try second.result().isReached)
    #expect(try job.scene.report("one", 2).status == .finished)
  }

  @Test func `refuses a change where the policy says so`() throws {
    let more = ["updatePolicy: {whileRunning: Reject}"]
    let job = try RunningJob(more: more)
    let plan = try job.scene.plan(job.manifest("2", more: more))
    #expect(plan.diagnostics.hasErrors)
    #expect(plan.diagnostics.last?.message.contains("whileRunning: Reject") == true)
  }

  @Test(arguments: [("Hold", false), ("Reject", true)])
  func `keeps a finished run where the policy says so`(policy: String, isError: Bool) throws {
    let scene = try Scene()
    let more = ["updatePolicy: {afterFinish: \(policy)}"]
    let app = Declared.app("true")
    try scene.run(app + Declared.job("one", ["1"], more: more))
    let plan = try scene.plan(app + Declared.job("one", ["2"], more: more))
    #expect(plan.diagnostics.hasErrors == isError)
    guard !isError else { return }
    let outcome = try scene.plane.apply(plan)
    #expect(outcome.changes.last?.action == .held && outcome.runs.isEmpty)
    let again = try scene.plane.rerun([ResourceName(.job, "one")])
    #expect(again.runs == [scene.name("one", 2)])
  }

  @Test func `says that a waiting declaration cannot run, and waits no longer`() throws {
    let job = try RunningJob()
    try job.scene.sandbox.write("1", to: "input.txt")
    let input = ["fileInputs: [{name: data, sourceUrl: ./input.txt, targetPath: data}]"]
    let outcome = try job.scene.apply(job.manifest("2", more: input))
    let watcher = try BackgroundDrive(job.scene.otherPlane(), outcome.runs)
    let remove = try job.scene.sandbox.start(
      program: "/bin/rm", [job.scene.sandbox.path("input.txt")])
    #expect(try remove.wait().exitCode == 0)
    job.go.send("on")
    _ = try job.drive.result()
    let result = try watcher.result()
    #expect(!result.isReached)
    let heard = watcher.observer.hindrances + job.drive.observer.hindrances
    #expect(heard.contains { $0.contains("the new declaration of job/one cannot run") }, "\(heard)")
  }
}
