import Glibc
import KilimTestSupport
import Testing

extension EndToEnd.Containers {
  /// Cancels, kills and lost daemons: each container runs once, and gets the right verdict.
  @Suite struct EndTests {
    /// A job that says when it is up and waits for a word; it ends with 5.
    private static let waiting = [
      "sh", "-c", "echo up; while [ ! -e go ]; do sleep 0.1; done; echo on; exit 5",
    ]

    private func start(
      _ runtime: TestRuntime, _ sandbox: Sandbox, words: [String] = waiting, more: [String] = []
    ) throws -> KilimProcess {
      try sandbox.write(
        runtime.app() + Manifest.job("one", app: "box", words: words, more: more), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      try waitUntil("the job is up") {
        let run = try? sandbox.latest("one")
        return run.flatMap { try? TextFile.read("\($0.outputDirectory)/out") }?.contains("up")
          == true
      }
      return engine
    }

    private func letGo(_ sandbox: Sandbox) throws {
      try TextFile.write("", to: try sandbox.latest("one").workDirectory + "/go")
    }

    /// The command of the runtime that the launcher started.
    private func commandProcess(_ runtime: TestRuntime, _ sandbox: Sandbox) throws -> Int32 {
      let uuid = try sandbox.latest("one").uuid
      let found = ProcessCensus.processes(of: uuid).first { process in
        let words = ProcessCensus.commandLine(process)
        return words.first?.hasSuffix(runtime.rawValue) == true && words.dropFirst().first == "run"
      }
      return try #require(found)
    }

    private func expectNothingLeft(_ sandbox: Sandbox) throws {
      #expect(try sandbox.leftContainers() == [])
      #expect(try sandbox.leftScratch() == [])
      let uuid = try sandbox.latest("one").uuid
      let rest = ProcessCensus.processes(of: uuid).filter { process in
        // The launcher itself has the folder of the state alone.
        !ProcessCensus.commandLine(process).contains("__launcher")
      }
      for process in rest { #expect(ProcessCensus.isGone(process, within: 20)) }
      let mounts = try TextFile.read("/proc/mounts")
      #expect(!mounts.contains(sandbox.root), "\(mounts)")
    }

    @Test(arguments: TestRuntime.available)
    func `cancels a program that listens, and one that does not`(runtime: TestRuntime) throws {
      for words in [
        ["sh", "-c", "trap 'echo told; exit 3' TERM; echo up; while :; do sleep 0.1; done"],
        ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done"],
      ] {
        let sandbox = try Sandbox.withContainers()
        let engine = try start(runtime, sandbox, words: words)
        try sandbox.run("cancel", "job/one")
        try engine.wait()
        let run = try sandbox.latest("one")
        #expect(run.status == "CANCELLED", "\(run)")
        if words[2].contains("told") {
          #expect(try TextFile.read("\(run.outputDirectory)/out") == "up\ntold\n")
        }
        try expectNothingLeft(sandbox)
      }
    }

    @Test(arguments: TestRuntime.engines)
    func `follows a container whose command was killed to its end`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let engine = try start(runtime, sandbox)
      kill(try commandProcess(runtime, sandbox), SIGKILL)
      try letGo(sandbox)
      try engine.wait()
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED" && run.exitCode == 5, "\(run)")
      #expect(run.condition == "JOB_REMOTE_OUTCOME_ERROR")
      #expect(try TextFile.read("\(run.outputDirectory)/out") == "up\non\n")
      #expect(try TextFile.read("\(run.outputDirectory)/tapisjob.exitcode") == "5\n")
      try expectNothingLeft(sandbox)
    }

    @Test(arguments: TestRuntime.engines)
    func `cancels a container whose command was killed`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let engine = try start(runtime, sandbox)
      kill(try commandProcess(runtime, sandbox), SIGKILL)
      try sandbox.run("cancel", "job/one")
      try engine.wait()
      #expect(try sandbox.latest("one").status == "CANCELLED")
      try expectNothingLeft(sandbox)
    }

    @Test(arguments: TestRuntime.engines)
    func `knows the end of a container that outlived engine and launcher`(
      runtime: TestRuntime
    ) throws {
      let sandbox = try Sandbox.withContainers()
      let engine = try start(runtime, sandbox)
      try engine.kill()
      let launcher = try TextFile.read(sandbox.state + "/launcher.lock").prefix { $0 != "\n" }
      kill(try #require(Int32(launcher)), SIGKILL)
      try letGo(sandbox)
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("one")
      #expect(run.number == 1 && run.status == "FAILED" && run.exitCode == 5, "\(run)")
      #expect(try TextFile.read("\(run.outputDirectory)/out") == "up\non\n")
      try expectNothingLeft(sandbox)
    }

    @Test(arguments: TestRuntime.engines)
    func `takes a container that somebody removed for neither finished nor failed`(
      runtime: TestRuntime
    ) throws {
      let sandbox = try Sandbox.withContainers()
      let engine = try start(runtime, sandbox)
      kill(try commandProcess(runtime, sandbox), SIGKILL)
      try sandbox.command(runtime.rawValue, "rm", "-f", try sandbox.latest("one").uuid)
      try engine.wait()
      let run = try sandbox.latest("one")
      #expect(run.status == "BLOCKED" && run.condition == "JOB_OUTCOME_UNKNOWN", "\(run)")
    }

    @Test(arguments: TestRuntime.available)
    func `tries again with more memory`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let words = ["sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' a); echo ${#x}"]
      try sandbox.write(
        runtime.app()
          + Manifest.job(
            "one", app: "box", words: words,
            more: [
              "memoryMB: 48",
              "retry: {limit: 1, on: [OutOfMemory], backoff: 1s, scale: {memoryMB: 10}}",
            ]), to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("one")
      #expect(result.exitCode == 0 && run.status == "FINISHED", "\(run) \(result)")
      #expect(run.json["status"]?["attempt"]?.integer == 2, "\(run)")
      #expect(try TextFile.read("\(run.outputDirectory)/out") == "60000000\n")
      try expectNothingLeft(sandbox)
    }

    @Test(arguments: TestRuntime.available)
    func `runs each container once through kills of the engine`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      var random = SeededGenerator(seed: 11)
      var text = Manifest.containerSystem(slots: 4, folder: sandbox.path("jobs")) + runtime.app()
      for number in 1...10 {
        text += Manifest.job(
          "job-\(number)", app: "box",
          words: ["sh", "-c", "echo ran >>/TapisOutput/mark; sleep 0.2; exit \(number % 3)"],
          more: ["execSystemId: boxes"])
      }
      try sandbox.write(text, to: "all.yaml")
      var kills = 0
      while kills < 60 {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 50...(400 + 20 * kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(kills > 2)
      let runs = try sandbox.runs()
      #expect(runs.count == 10)
      for run in runs {
        let code = (Int(run.job.dropFirst(4)) ?? 0) % 3
        #expect(run.exitCode == code, "\(run)")
        #expect(run.status == (code == 0 ? "FINISHED" : "FAILED"), "\(run)")
        #expect(try TextFile.read("\(run.outputDirectory)/mark") == "ran\n", "\(run)")
      }
      // A removal that a killed engine had asked for may still be at it.
      try waitUntil("no container is left") { try sandbox.leftContainers() == [] }
      #expect(try sandbox.leftScratch() == [])
    }
  }
}
