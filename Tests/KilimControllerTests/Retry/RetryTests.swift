import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct RetryTests {
  /// Counts its attempts in a file; the first ones fail.
  private static func flaky(_ scene: Scene, succeedsAt attempt: Int) -> String {
    let log = scene.sandbox.path("log")
    return Declared.app(
      "echo \"$*\" >>\(log); echo $(wc -l <\(log)) >\"$_tapisExecSystemOutputDir/part\"; "
        + "test $(wc -l <\(log)) -ge \(attempt)")
  }

  private static let always = "on: [ApplicationError], backoff: 0s"

  @Test func `tries a failed program again until it succeeds, in the same run`() throws {
    let scene = try Scene()
    let state = try scene.run(
      Self.flaky(scene, succeedsAt: 3)
        + Declared.job("one", more: ["retry: {limit: 3, \(Self.always)}"]))
    #expect(state.status == .finished)
    let report = try scene.report("one")
    #expect(report.name == scene.name("one", 1) && report.attempt == 3)
    #expect(report.history.filter { $0.cause == "AttemptStarted" }.count == 2)
    #expect(report.history.contains { $0.message?.hasPrefix("attempt 2 of 4 starts at ") == true })
    #expect(try scene.sandbox.read("log").filter { $0 == "\n" }.count == 3)
  }

  @Test func `stops when the attempts are used up, with the last failure as its verdict`() throws {
    let scene = try Scene()
    let state = try scene.run(
      Self.flaky(scene, succeedsAt: 9)
        + Declared.job("one", more: ["retry: {limit: 2, \(Self.always)}"]))
    #expect(state.status == .failed && state.condition == .remoteOutcomeError)
    #expect(state.exit?.end == .exited(code: 1))
    #expect(try scene.report("one").retryRefusal == "not tried again: 2 more attempts were made")
    #expect(try scene.sandbox.read("log").filter { $0 == "\n" }.count == 3)
  }

  @Test func `tries no error of the application again that nobody listed`() throws {
    let scene = try Scene()
    let state = try scene.run(
      Self.flaky(scene, succeedsAt: 2)
        + Declared.job("one", more: ["retry: {limit: 2, backoff: 0s}"]))
    #expect(state.status == .failed)
    let report = try scene.report("one")
    #expect(report.attempt == 1)
    #expect(report.retryRefusal?.contains("does not list ApplicationError") == true)
  }

  @Test func `keeps outputs of attempts apart, but for those that restart names`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let app = Declared.app(
      "cd \"$_tapisExecSystemOutputDir\"; ls | grep -c -e '^junk' -e '^state' >>\(log); "
        + "echo \"$*\" >>\(log); mkdir -p deep; touch junk state-1 deep/state-2; "
        + "test $(wc -l <\(log)) -ge 4")
    let state = try scene.run(
      app
        + Declared.job(
          "one", ["first"],
          more: [
            "retry: {limit: 2, \(Self.always)}",
            "restart: {args: [--resume, 'a b'], keep: ['state-1', 'deep/**']}",
          ]))
    #expect(state.status == .finished)
    #expect(try scene.sandbox.read("log") == "0\nfirst\n1\nfirst --resume a b\n")
    let output = try scene.report("one").plan.directories.output
    #expect(try scene.sandbox.read(output + ".attempt-1/junk") == "")
  }

  @Test func `waits as long as the backoff says, also in another engine`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(
      Self.flaky(scene, succeedsAt: 2)
        + Declared.job("one", more: ["retry: {limit: 2, on: [ApplicationError], backoff: 1h}"]))
    for _ in 1...2 {
      let drive = try BackgroundDrive(scene.plane, outcome.runs)
      if try scene.report("one").attempt < 2 {
        try drive.observer.wait(for: scene.name("one"), .pending)
      }
      #expect(try !drive.stop().isReached)
      let report = try scene.report("one")
      #expect(report.status == .pending && report.attempt == 2)
    }
    #expect(try scene.sandbox.read("log").filter { $0 == "\n" }.count == 1)
  }

  @Test func `tries nothing again that is cancelled while it waits`() throws {
    let scene = try Scene()
    let outcome = try scene.apply(
      Self.flaky(scene, succeedsAt: 2)
        + Declared.job("one", more: ["retry: {limit: 2, on: [ApplicationError], backoff: 1h}"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try drive.observer.wait(for: scene.name("one"), .pending)
    _ = try scene.otherPlane().requestCancel(outcome.runs)
    #expect(try drive.result().states[scene.name("one")]?.status == .cancelled)
    #expect(try scene.sandbox.read("log").filter { $0 == "\n" }.count == 1)
  }

  @Test func `gives a missing input its own number of attempts`() throws {
    let scene = try Scene()
    try scene.sandbox.write("here", to: "input.txt")
    let outcome = try scene.apply(
      Declared.app("true")
        + Declared.job(
          "one",
          more: [
            "fileInputs: [{name: data, sourceUrl: ./input.txt, targetPath: data}]",
            "retry: {limit: 1, backoff: 0s}",
          ]))
    let remove = try scene.sandbox.start(program: "/bin/rm", [scene.sandbox.path("input.txt")])
    #expect(try remove.wait().exitCode == 0)
    let state = try #require(try scene.drive(outcome.runs)[scene.name("one")])
    #expect(state.condition == .unableToStageInputs)
    #expect(try scene.report("one").history.filter { $0.cause == "AttemptStarted" }.count == 3)
  }
}
