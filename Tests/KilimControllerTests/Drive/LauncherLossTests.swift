import Glibc
import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct LauncherLossTests {
  @Test func `never guesses how a job ended that was killed with its launcher`() throws {
    let job = try RunningJob()
    let launcher = try job.scene.launcher()
    kill(launcher, SIGKILL)
    kill(job.process, SIGKILL)
    let name = job.scene.name("one")
    let state = try #require(try job.drive.result().states[name])
    #expect(state.status == .blocked && state.condition == .unknownOutcome, "\(state)")
    #expect(state.exit == nil && state.message?.isEmpty == false)

    let again = try job.scene.plane.retry([ResourceName(.job, "one")])
    #expect(again.runs == [job.scene.name("one", 2)])
    let drive = try BackgroundDrive(job.scene.plane, again.runs)
    _ = try job.up.line()
    job.go.send("on")
    #expect(try drive.result().states.values.map(\.status) == [.finished])
    let given = try job.scene.report("one", 1)
    #expect(given.status == .failed && given.condition == .unknownOutcome)
  }

  @Test func `lets go of a lost run that another process gave up`() throws {
    let job = try RunningJob()
    kill(try job.scene.launcher(), SIGKILL)
    kill(job.process, SIGKILL)
    _ = try job.drive.result()
    let hold = try job.scene.apply(
      Declared.app("read line <\(job.go.path)", name: "hold") + Declared.job("hold", app: "hold"))
    let drive = try BackgroundDrive(job.scene.plane, hold.runs + [job.scene.name("one", 2)])
    try drive.observer.wait(for: job.scene.name("hold"), .running)
    let made = try job.scene.otherPlane().retry([ResourceName(.job, "one")])
    #expect(made.runs == [job.scene.name("one", 2)])
    try waitUntil("it hears of it") {
      drive.observer.statuses(of: job.scene.name("one")).last == .failed
    }
    _ = try drive.stop()
  }

  @Test func `runs jobs once that were queued when the launcher was killed`() throws {
    let scene = try Scene()
    let up = try scene.sandbox.beacon("up")
    let go = try scene.sandbox.beacon("go")
    let log = scene.sandbox.path("log")
    let narrow = ["execSystemId: narrow"]
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("echo $$ >\(up.path); read line <\(go.path); echo $1", name: "first")
        + Declared.app("echo $1 >>\(log)")
        + Declared.job("first", ["0"], app: "first", more: narrow)
        + (1...20).map { Declared.job("job-\($0)", ["\($0)"], more: narrow) }.joined())
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    let first = try #require(Int32(try up.line()))
    try drive.observer.wait(for: scene.name("job-20"), .queued)
    kill(try scene.launcher(), SIGKILL)
    kill(first, SIGKILL)
    let states = try drive.result().states
    #expect(states[scene.name("first")]?.condition == .unknownOutcome)
    #expect(states.values.count { $0.status == .finished } == 20)
    let ran = try scene.sandbox.read("log").split(separator: "\n").map(String.init).sorted()
    #expect(ran == (1...20).map(String.init).sorted())
  }

  @Test func `does not spin while it waits for a copy and has no launcher`() throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    try scene.run(Declared.app("true") + Declared.job("zero"))
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/slow")
    let outcome = try scene.apply(
      Declared.app("true")
        + Declared.job(
          "one", more: ["fileInputs: [{name: data, sourceUrl: \(url), targetPath: data}]"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("the server is asked") { try !service.entries().isEmpty }
    kill(try scene.launcher(), SIGKILL)
    // Turns are counted, not time: it has to sleep between them.
    let before = drive.observer.turns
    _ = poll(nil, 0, 1000)
    #expect(drive.observer.turns - before < 100)
    _ = try scene.otherPlane().requestCancel(outcome.runs)
    #expect(try drive.result().isReached)
  }
}
