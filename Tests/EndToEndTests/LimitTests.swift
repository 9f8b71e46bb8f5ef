import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct LimitTests {
    /// The one test that takes a minute: that is the smallest limit there is.
    @Test func `ends a job after maxMinutes and names the limit`() throws {
      let sandbox = try Sandbox()
      let job = Manifest.job("slow", more: ["maxMinutes: 1"])
      try sandbox.write(Manifest.app("sleep 1010 & wait") + job, to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 180)
      #expect(result.exitCode == 1, "\(result)")
      let run = try sandbox.latest("slow")
      #expect(
        run.status == "FAILED" && run.condition == "JOB_EXECUTION_MONITORING_TIMEOUT", "\(run)")
      #expect(try sandbox.run("describe", "job/slow").output.contains("maxMinutes"))
      let sleepers = ProcessCensus.processes(of: sandbox.root).filter {
        ProcessCensus.commandLine($0).first == "sleep"
      }
      #expect(sleepers.isEmpty)
    }

    @Test func `runs no more jobs at a time than the system allows`() throws {
      let sandbox = try Sandbox()
      // Each job makes a folder only if no other job is there; two slots are two folders.
      let script =
        "mkdir a 2>/dev/null && { sleep 0.05; rmdir a; exit 0; }; "
        + "mkdir b 2>/dev/null && { sleep 0.05; rmdir b; exit 0; }; exit 9"
      let jobs = (1...20).map { Manifest.job("job-\($0)", more: ["execSystemId: two"]) }.joined()
      try sandbox.write(
        Manifest.system("two", slots: 2, folder: sandbox.path("jobs"))
          + Manifest.app("cd \(sandbox.path("slots")); \(script)") + jobs, to: "all.yaml")
      TextFile.makeFolder(sandbox.path("slots"))
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == 0, "\(result)")
    }
  }
}
