import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// The commands around `apply`, each at its plainest.
  @Suite struct CommandTests {
    @Test func `prints its version`() throws {
      let result = try Sandbox().run("version")
      #expect(result.exitCode == 0 && result.output.contains(/[0-9]+\.[0-9]+\.[0-9]+/), "\(result)")
      #expect(result.error == "")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `prints completions that name the commands`(shell: String) throws {
      let result = try Sandbox().run("completion", shell)
      #expect(result.exitCode == 0 && result.output.contains("validate"), "\(result)")
    }

    @Test func `finds nothing wrong with this machine`() throws {
      let result = try Sandbox().run("doctor")
      #expect(result.exitCode == 0, "\(result)")
    }

    @Test func `writes a first manifest that applies as it is and overwrites none`() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("init").exitCode == 0)
      #expect(!TextFile.names(in: sandbox.work + "/jobs").isEmpty)
      let result = try sandbox.run("apply", "-f", ".", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      #expect(try sandbox.run("init").exitCode != 0, "the files are there already")
    }

    @Test func `compiles to the same plan each time and touches no state`() throws {
      let sandbox = try applied(run: false)
      let first = try sandbox.run("compile", "-f", "all.yaml", "-o", "json")
      #expect(first.exitCode == 0 && first.output.contains("/bin/sh"), "\(first)")
      let second = try sandbox.run("compile", "-f", "all.yaml", "-o", "json")
      #expect(try withoutIdentity(first, sandbox) == withoutIdentity(second, sandbox))
      #expect(!TextFile.exists(sandbox.state))
    }

    @Test func `diff says with its exit code whether there is something to do`() throws {
      let sandbox = try applied(run: false)
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 2)
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 0)
      try sandbox.write(Manifest.job("one", app: "none"), to: "all.yaml")
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 1)
    }

    @Test func `reports a whole apply as JSON`() throws {
      let sandbox = try applied(run: false)
      let report = try sandbox.json(sandbox.run("apply", "-f", "all.yaml", "--yes", "-o", "json"))
      #expect(report["diagnostics"] == .array([]))
      #expect(report["summary"]?["created"] == 2 && report["summary"]?["runs"] == 1)
      #expect(report["changes"]?.items.count == 2)
    }

    @Test func `lists, describes and prints by kind and name`() throws {
      let sandbox = try applied()
      #expect(try sandbox.run("get", "jobs").output.contains("one"))
      #expect(try sandbox.run("get", "apps").output.contains("work"))
      #expect(try sandbox.run("get", "systems").output.contains("local"))
      #expect(try sandbox.run("get", "job", "one").output.contains("FINISHED"))
      #expect(try sandbox.run("describe", "job/one").output.contains("FINISHED"))
      #expect(try sandbox.run("get", "jobs", "-o", "name").output.contains("one"))
    }

    @Test func `prints every status of a run in its order as events`() throws {
      let sandbox = try applied()
      let result = try sandbox.run("events", "job/one", "-o", "json")
      let events = try result.output.split(separator: "\n").map {
        try JSONValue(reading: String($0))
      }
      let statuses = events.compactMap { $0["to"]?.string }
      let wanted = [
        "PENDING", "PROCESSING_INPUTS", "STAGING_INPUTS", "STAGING_JOB", "SUBMITTING_JOB",
        "QUEUED", "RUNNING", "ARCHIVING", "FINISHED",
      ]
      #expect(statuses.filter(wanted.contains) == wanted, "\(result)")
      #expect(events.allSatisfy { $0["time"]?.string != nil })
    }

    @Test func `lists the outputs and fetches them as Tapis does`() throws {
      let sandbox = try applied()
      #expect(try sandbox.run("outputs", "list", "job/one").output.contains("tapisjob.out"))
      #expect(try sandbox.run("outputs", "get", "job/one").exitCode == 0)
      let uuid = try sandbox.latest("one").uuid
      #expect(try sandbox.read("jobs-\(uuid)/tapisjob.out") == "made\n")
    }

    @Test func `waits for a run that has ended without waiting`() throws {
      let sandbox = try applied()
      #expect(try sandbox.run("wait", "job/one").exitCode == 0)
      #expect(try sandbox.run("wait", "job/none").exitCode == 4)
    }

    @Test func `retries a failed run and reruns a finished one`() throws {
      let sandbox = try Sandbox()
      let script = "test -e \(sandbox.path("fixed")) && exit 0; exit 3"
      try sandbox.write(Manifest.app(script) + Manifest.job("one"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      try sandbox.write("", to: "fixed")
      #expect(try sandbox.run("retry", "job/one").exitCode == 0)
      try sandbox.run("wait", "job/one")
      #expect(try sandbox.latest("one").status == "FINISHED")
      #expect(try sandbox.run("rerun", "job/one").exitCode == 0)
      try sandbox.run("wait", "job/one")
      let run = try sandbox.latest("one")
      #expect(run.number >= 2 && run.status == "FINISHED", "\(run)")
    }

    @Test func `deletes a job from the list and keeps its outputs`() throws {
      let sandbox = try applied()
      let output = try sandbox.latest("one").outputDirectory
      #expect(try sandbox.run("delete", "job/one", "--yes").exitCode == 0)
      #expect(try sandbox.run("get", "jobs", "-o", "name").output == "")
      #expect(try sandbox.run("get", "job", "one").exitCode == 4)
      #expect(TextFile.exists("\(output)/tapisjob.out"))
    }

    @Test(arguments: [
      (["describe", "job/none"], 4), (["get", "job", "none"], 4), (["logs", "job/none"], 4),
      (["apply"], 64), (["nonsense"], 64), (["apply", "--nonsense"], 64),
      (["apply", "-f", "missing.yaml"], 1),
    ])
    func `ends with the documented exit code`(arguments: [String], code: Int) throws {
      let sandbox = try Sandbox()
      let result = try sandbox.start(arguments).wait()
      #expect(result.exitCode == code, "\(result)")
      #expect(result.error != "", "an error says what to do")
    }

    @Test func `gives a job no environment but the declared one`() throws {
      let sandbox = try Sandbox()
      sandbox.environment["SECRET_OF_THE_USER"] = "leaked"
      let job = Manifest.job("one", more: ["parameterSet: {envVariables: [{key: A, value: b c}]}"])
      try sandbox.write(Manifest.app("env") + job, to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let lines = try sandbox.run("logs", "job/one").output
      #expect(lines.contains("A=b c\n") && lines.contains("_tapisJobName=one\n"), "\(lines)")
      #expect(!lines.contains("SECRET_OF_THE_USER") && !lines.contains("KILIM_STATE"), "\(lines)")
    }

    /// The plan without its uuid and its times of creation, which each run has for itself.
    private func withoutIdentity(_ plan: ProcessResult, _ sandbox: Sandbox) throws -> [Substring] {
      let uuid = try #require(try sandbox.json(plan)["uuid"]?.string, "\(plan)")
      let lines = plan.output.replacing(uuid, with: "UUID").split(separator: "\n")
      return lines.filter { !$0.contains("created") && !$0.contains("JobCreate") }
    }

    private func applied(run: Bool = true) throws -> Sandbox {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("echo made") + Manifest.job("one"), to: "all.yaml")
      if run { #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0) }
      return sandbox
    }
  }
}
