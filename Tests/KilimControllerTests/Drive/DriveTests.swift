import Glibc
import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct DriveTests {
  @Test func `drives a job through all its statuses to FINISHED`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(Declared.app("echo hello $1") + Declared.job("one", ["you"]))
    let observer = Recorder()
    let states = try scene.drive(outcome.runs, observer: observer)
    let state = try #require(states[scene.name("one")])
    #expect(state.status == .finished && state.condition == .normalCompletion)
    #expect(state.exit?.end == .exited(code: 0))
    let all: [RunStatus] = [
      .processingInputs, .stagingInputs, .stagingJob, .submittingJob, .queued, .running, .archiving,
      .finished,
    ]
    #expect(observer.statuses(of: scene.name("one")) == all)
    #expect(observer.roles == [.driving])
    let report = try scene.report("one")
    #expect(try scene.statuses("one") == [.pending] + all)
    #expect(report.attempt == 1)
    let output = report.plan.directories.output
    #expect(try scene.sandbox.read(output + "/tapisjob.out") == "hello you\n")
    #expect(try scene.sandbox.read(output + "/tapisjob.exitcode") == "0\n")
  }

  @Test(arguments: [
    ("exit 3", ProgramEnd.exited(code: 3), "the program ended with exit code 3"),
    ("kill -9 $$", .signalled(signal: 9), "the program was killed by signal 9 (SIGKILL)"),
  ])
  func `tells how a program failed`(script: String, end: ProgramEnd, words: String) throws {
    let state = try Scene().run(Declared.app(script) + Declared.job("one"))
    #expect(state.status == .failed && state.condition == .remoteOutcomeError)
    #expect(state.exit?.end == end)
    #expect(state.message == words)
  }

  @Test func `fails a program that does not exist with its name`() throws {
    let app = """
      ---
      apiVersion: kilim/v1
      kind: App
      metadata: {name: work}
      spec: {version: "1.0", runtime: NATIVE, command: [no-such-program]}

      """
    let state = try Scene().run(app + Declared.job("one"))
    #expect(state.status == .failed && state.condition == .launchFailure)
    #expect(state.message?.contains("no-such-program") == true, "\(state)")
  }

  @Test func `fails a run whose directories cannot be made`() throws {
    let scene = try Scene()
    try scene.sandbox.write("a file", to: "jobs")
    let manifest =
      Declared.system("blocked", slots: 1, folder: scene.sandbox.path("jobs"))
      + Declared.app("true") + Declared.job("one", more: ["execSystemId: blocked"])
    let state = try scene.run(manifest)
    #expect(state.status == .failed, "\(state)")
    #expect(state.message?.contains(scene.sandbox.path("jobs")) == true, "\(state)")
    #expect(try scene.report("one").attempt == 0)
  }

  @Test func `reaches the goal that runs have started`() throws {
    let job = try RunningJob()
    _ = try job.drive.stop()
    let result = try job.scene.plane.drive(
      until: .started([job.scene.name("one")]), observer: Recorder(), interrupt: try Interrupt())
    #expect(result.isReached)
    #expect(result.states[job.scene.name("one")]?.status == .running)
  }

  @Test func `leaves its jobs running on an interrupt and takes them up again`() throws {
    let job = try RunningJob()
    let stopped = try job.drive.stop()
    #expect(!stopped.isReached)
    #expect(ProcessCensus.isAlive(job.process))
    job.go.send("on")
    let states = try job.scene.drive([job.scene.name("one")])
    #expect(states.values.map(\.status) == [.finished])
    #expect(try job.scene.statuses("one").count { $0 == .running } == 1)
  }

  @Test func `says that a goal is not reached when the time is over`() throws {
    let scene = try Scene()
    let go = try scene.sandbox.beacon("go")
    let outcome = try scene.apply(
      Declared.app("read line <\(go.path)") + Declared.job("one"))
    let result = try scene.plane.drive(
      until: .settled(outcome.runs), observer: Recorder(), interrupt: try Interrupt(),
      deadline: scene.clock.now.adding(milliseconds: 200))
    #expect(!result.isReached)
  }

  @Test func `reaches a goal of runs that do not exist at once`() throws {
    let scene = try Scene()
    let result = try scene.plane.drive(
      until: .settled([scene.name("nobody")]), observer: Recorder(), interrupt: try Interrupt())
    #expect(result.isReached && result.states.isEmpty)
  }
}
