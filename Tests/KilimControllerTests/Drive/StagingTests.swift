import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct StagingTests {
  private let copies = Declared.app(#"cat "$_tapisExecSystemInputDir/data""#)

  private func input(_ source: String) -> [String] {
    ["fileInputs: [{name: data, sourceUrl: \(Declared.quoted(source)), targetPath: data}]"]
  }

  @Test func `brings an input to its target`() throws {
    let scene = try Scene()
    try scene.sandbox.write("content", to: "input.txt")
    let state = try scene.run(copies + Declared.job("one", more: input("./input.txt")))
    #expect(state.status == .finished, "\(state)")
    let output = try scene.report("one").plan.directories.output
    #expect(try scene.sandbox.read(output + "/tapisjob.out") == "content")
  }

  @Test func `fails a run whose input is gone, with its name`() throws {
    let scene = try Scene()
    try scene.sandbox.write("content", to: "input.txt")
    let outcome = try scene.apply(copies + Declared.job("one", more: input("./input.txt")))
    let remove = try scene.sandbox.start(program: "/bin/rm", [scene.sandbox.path("input.txt")])
    #expect(try remove.wait().exitCode == 0)
    let state = try #require(try scene.drive(outcome.runs)[scene.name("one")])
    #expect(state.status == .failed && state.condition == .unableToStageInputs)
    #expect(state.message?.contains("input `data`") == true, "\(state)")
    #expect(try scene.report("one").attempt == 0)
  }

  @Test func `runs the bundle that was applied, also when it changed since`() throws {
    let scene = try Scene()
    try scene.sandbox.write("#!/bin/sh\necho first\n", to: "bundle/tapisjob_app.sh", mode: 0o755)
    let outcome = try scene.apply(Declared.bundle("./bundle") + Declared.job("one"))
    try scene.sandbox.write("#!/bin/sh\necho second\n", to: "bundle/tapisjob_app.sh", mode: 0o755)
    let state = try #require(try scene.drive(outcome.runs)[scene.name("one")])
    #expect(state.status == .finished, "\(state)")
    let output = try scene.report("one").plan.directories.output
    #expect(try scene.sandbox.read(output + "/tapisjob.out") == "first\n")
  }

  @Test func `runs the bundle that was applied, also when it is gone`() throws {
    let scene = try Scene()
    try scene.sandbox.write("#!/bin/sh\necho first\n", to: "bundle/tapisjob_app.sh", mode: 0o755)
    let outcome = try scene.apply(Declared.bundle("./bundle") + Declared.job("one"))
    let remove = try scene.sandbox.start(
      program: "/bin/rm", ["-r", scene.sandbox.path("bundle")])
    #expect(try remove.wait().exitCode == 0)
    #expect(try scene.drive(outcome.runs).values.map(\.status) == [.finished])
  }

  @Test func `keeps no bundle under the digest of another content`() throws {
    let scene = try Scene()
    try scene.sandbox.write("new", to: "bundle/file")
    let image = PlannedImage(
      source: .directory(path: scene.sandbox.path("bundle")), digest: .of("old"))
    let error = #expect(throws: (any Error).self) { try scene.plane.snapshots.store(image) }
    #expect("\(error as Any)".contains("changed while it was copied"))
    #expect(scene.plane.snapshots.stored(image) == image)
  }

  @Test(arguments: [("/status/404", true), ("/file/10", true), ("/close", false)])
  func `passes over an optional input that is not there, and over no other failure`(
    path: String, isPassedOver: Bool
  ) throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    var plan = RunPlan(
      uuid: try #require(RunUUID(random: [UInt8](repeating: 7, count: 16))),
      created: scene.clock.now)
    plan.directories.input = scene.sandbox.path("inputs")
    var input = PlannedInput(
      name: "data", source: .url("http://127.0.0.1:\(service.port)\(path)"), target: "data")
    input.optional = true
    plan.inputs = [input]
    let failure = Stager.stageInputs(of: plan, cancelled: { false })
    #expect((failure == nil) == isPassedOver, "\(failure as Any)")
  }

  @Test func `ends the pause between two tries of a download when it is cancelled`() throws {
    let service = try #require(try LoopbackService.start("web.py", []))
    let scene = try Scene()
    // The server asks to come back after a long time.
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/status/503/30")
    let outcome = try scene.apply(
      Declared.app("true")
        + Declared.job(
          "one", more: ["fileInputs: [{name: data, sourceUrl: \(url), targetPath: data}]"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try waitUntil("the server is asked") { try !service.entries().isEmpty }
    _ = try drive.stop()
    #expect(try service.entries().count == 1, "it did not stay for the next try")
    #expect(try scene.report("one").status == .stagingInputs)
  }
}
