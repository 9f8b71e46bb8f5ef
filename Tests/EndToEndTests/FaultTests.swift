import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// What others do to a job while it runs.
  @Suite struct FaultTests {
    @Test func `tells the signal that ended a job from outside`() throws {
      let (sandbox, engine, job) = try running("echo $$ >BEACON; exec sleep 1020")
      kill(job, SIGKILL)
      #expect(try engine.wait().exitCode == 1)
      let run = try sandbox.latest("victim")
      #expect(run.status == "FAILED", "\(run)")
      let described = try sandbox.run("describe", "job/victim").output
      #expect(described.contains("SIGKILL") || described.contains("signal 9"), "\(described)")
    }

    @Test func `never guesses when the launcher and its job are killed`() throws {
      let (sandbox, engine, job) = try running("echo $$ >BEACON; exec sleep 1021")
      let others = ProcessCensus.processes(of: sandbox.root).filter {
        $0 != engine.identifier && $0 != job
      }
      #expect(!others.isEmpty, "a launcher outlives the engine, so it is a process of its own")
      try engine.kill()
      for process in others + [job] { kill(process, SIGKILL) }
      let again = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(again.exitCode == 1, "\(again)")
      let run = try sandbox.latest("victim")
      // Promise 2: neither FINISHED nor FAILED, with a reason.
      #expect(run.status == "BLOCKED" && run.condition == "JOB_OUTCOME_UNKNOWN", "\(run)")
      #expect(run.exitCode == nil && !run.message.isEmpty, "\(run)")
    }

    @Test func `lets a job go on when its launcher alone is killed, and never runs it twice`()
      throws
    {
      let (sandbox, engine, job) = try running("echo $$ >BEACON; exec sleep 1022")
      for process in ProcessCensus.processes(of: sandbox.root)
      where process != engine.identifier && process != job {
        kill(process, SIGKILL)
      }
      try engine.kill()
      let again = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      kill(job, SIGTERM)
      #expect(try again.wait().exitCode == 1)
      let run = try sandbox.latest("victim")
      #expect(run.number == 1 && run.condition == "JOB_OUTCOME_UNKNOWN", "\(run)")
    }

    @Test func `fails with a reason when the work directory vanishes under a job`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let go = try sandbox.beacon("go")
      let job = Manifest.job(
        "victim", more: ["archiveSystemDir: \(Manifest.quoted(sandbox.path("archive")))"])
      let script =
        "echo result >\"$_tapisExecSystemOutputDir/result\"; pwd >\(beacon.path); "
        + "read go <\(go.path)"
      try sandbox.write(Manifest.app(script) + job, to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let folder = try beacon.line()
      #expect(try sandbox.start(program: "/bin/rm", ["-rf", folder]).wait().exitCode == 0)
      go.send("on")
      let result = try engine.wait()
      #expect(result.exitCode == 1, "\(result)")
      let run = try sandbox.latest("victim")
      #expect(run.status == "FAILED" && !run.message.isEmpty, "\(run)")
    }

    @Test func `has the exit code and the streams of a job that fails`() throws {
      let sandbox = try Sandbox()
      let script = "echo to stdout; echo the reason >&2; exit 42"
      try sandbox.write(Manifest.app(script) + Manifest.job("bad"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      #expect(try sandbox.latest("bad").exitCode == 42)
      let described = try sandbox.run("describe", "job/bad").output
      #expect(described.contains("42") && described.contains("the reason"), "\(described)")
      #expect(described.contains("kilim retry"), "\(described)")
    }

    @Test func `fails a program that does not exist at once and says which`() throws {
      let sandbox = try Sandbox()
      let app = Manifest.app("true").replacing("/bin/sh, ", with: "/nowhere/program, ")
      try sandbox.write(app + Manifest.job("bad"), to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == 1)
      #expect(try sandbox.run("describe", "job/bad").output.contains("/nowhere/program"))
    }

    /// A job that has sent its pid; replaces BEACON by the FIFO's path.
    private func running(_ script: String) throws -> (Sandbox, KilimProcess, Int32) {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let app = Manifest.app(script.replacing("BEACON", with: beacon.path))
      try sandbox.write(app + Manifest.job("victim"), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let line = try beacon.line()
      return (sandbox, engine, try #require(Int32(line)))
    }
  }
}
