import KilimTestSupport
import Testing

extension EndToEnd {
  /// The rows of product section 5 that concern a Job.
  @Suite struct ReapplyTests {
    @Test func `does nothing when nothing changed`() throws {
      let sandbox = try applied(Manifest.app("true") + Manifest.job("one"))
      let first = try sandbox.latest("one")
      let again = try sandbox.run("apply", "-f", "all.yaml", "-o", "json")
      #expect(again.exitCode == 0, "\(again)")
      #expect(try sandbox.json(again)["summary"]?["runs"] == 0)
      #expect(try sandbox.latest("one").uuid == first.uuid)
    }

    @Test func `does nothing when only the place of things in the file changed`() throws {
      let sandbox = try applied(Manifest.app("true") + Manifest.job("one"))
      try sandbox.write("# note\n" + Manifest.job("one") + Manifest.app("true"), to: "all.yaml")
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 0)
    }

    @Test func `names kilim retry for a run that failed and starts none`() throws {
      let sandbox = try applied(Manifest.app("exit 3") + Manifest.job("one"), exitCode: 1)
      let again = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect((again.output + again.error).contains("kilim retry"), "\(again)")
      let run = try sandbox.latest("one")
      #expect(run.number == 1 && run.status == "FAILED" && run.exitCode == 3, "\(run)")
    }

    @Test func `updates in place what cannot change the result`() throws {
      let sandbox = try applied(Manifest.app("true") + Manifest.job("one"))
      let changed = Manifest.job("one", more: ["maxMinutes: 7"])
      try sandbox.write(Manifest.app("true") + changed, to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "-o", "json")
      #expect(result.exitCode == 0, "\(result)")
      let summary = try sandbox.json(result)["summary"]
      #expect(summary?["updated"] == 1 && summary?["runs"] == 0, "\(result)")
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `starts a new run when the identity changed and keeps the old one's outputs`() throws
    {
      let sandbox = try applied(words: ["1"])
      let old = try sandbox.latest("one")
      try write(words: ["2"], sandbox)
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 2)
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      let new = try sandbox.latest("one")
      #expect(new.number == 2 && new.status == "FINISHED", "\(new)")
      #expect(try TextFile.read("\(old.outputDirectory)/tapisjob.out") == "1\n")
      #expect(try TextFile.read("\(new.outputDirectory)/tapisjob.out") == "2\n")
    }

    @Test func `refuses to rerun without a terminal and without --yes`() throws {
      let sandbox = try applied(words: ["1"])
      try write(words: ["2"], sandbox)
      let result = try sandbox.run("apply", "-f", "all.yaml")
      #expect(result.exitCode == 3, "\(result)")
      #expect((result.output + result.error).contains("--yes"), "\(result)")
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `refuses a rerun that the update policy rejects`() throws {
      let policy = ["updatePolicy: {afterFinish: Reject}"]
      let sandbox = try applied(words: ["1"], more: policy)
      try write(words: ["2"], more: policy, sandbox)
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode != 0)
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `holds a rerun that the update policy holds`() throws {
      let policy = ["updatePolicy: {afterFinish: Hold}"]
      let sandbox = try applied(words: ["1"], more: policy)
      try write(words: ["2"], more: policy, sandbox)
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `lets a change wait behind the run that is running`() throws {
      let (sandbox, beacon, go, first) = try running(policy: [])
      try write(words: ["2"], script: "echo $1 >\(beacon.path)", sandbox)
      let second = try sandbox.run("apply", "-f", "all.yaml", "--yes", "--wait", "accepted")
      #expect(second.exitCode == 0, "\(second)")
      // The program has said that it is up; the engine may hear of its start a little later.
      #expect(
        try sandbox.runs().filter { ["QUEUED", "RUNNING"].contains($0.status) }.map(\.number) == [1]
      )
      go.send("on")
      #expect(try first.wait().exitCode == 0)
      let third = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try beacon.line() == "2", "the second run starts once the first has ended")
      #expect(try third.wait().exitCode == 0)
      let run = try sandbox.latest("one")
      #expect(run.number == 2 && run.status == "FINISHED", "\(run)")
    }

    @Test func `cancels the running run where the update policy says so`() throws {
      let policy = ["updatePolicy: {whileRunning: Cancel}"]
      let (sandbox, beacon, _, _) = try running(policy: policy)
      try write(words: ["2"], more: policy, script: "echo $1 >\(beacon.path)", sandbox)
      let second = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try beacon.line() == "2")
      #expect(try second.wait().exitCode == 0)
      #expect(try sandbox.latest("one").status == "FINISHED")
    }

    @Test func `refuses the change of a running run where the update policy says so`() throws {
      let policy = ["updatePolicy: {whileRunning: Reject}"]
      let (sandbox, beacon, _, _) = try running(policy: policy)
      try write(words: ["2"], more: policy, script: "echo $1 >\(beacon.path)", sandbox)
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode != 0)
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `reruns only on --refresh when the app alone changed`() throws {
      let sandbox = try applied(Manifest.app("echo a") + Manifest.job("one"))
      try sandbox.write(Manifest.app("echo b") + Manifest.job("one"), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(try sandbox.latest("one").number == 1)
      #expect(try sandbox.run("describe", "job/one").output.contains("Stale"))
      try sandbox.run("apply", "-f", "all.yaml", "--yes", "--refresh")
      let run = try sandbox.latest("one")
      #expect(run.number == 2 && run.status == "FINISHED", "\(run)")
    }

    @Test func `remembers a job that was deleted and restored unchanged`() throws {
      let sandbox = try applied(Manifest.app("true") + Manifest.job("one"))
      #expect(try sandbox.run("delete", "job/one", "--yes").exitCode == 0)
      let again = try sandbox.run("apply", "-f", "all.yaml", "--yes", "-o", "json")
      #expect(try sandbox.json(again)["summary"]?["runs"] == 0, "\(again)")
    }

    @Test func `accepts all of a manifest or nothing`() throws {
      let sandbox = try Sandbox()
      let good = Manifest.app("true") + Manifest.job("good")
      try sandbox.write(good + Manifest.job("bad", app: "missing"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      #expect(try sandbox.runs().isEmpty)
    }

    private func applied(_ text: String, exitCode: Int = 0) throws -> Sandbox {
      let sandbox = try Sandbox()
      try sandbox.write(text, to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == exitCode, "\(result)")
      return sandbox
    }

    private func applied(words: [String], more: [String] = []) throws -> Sandbox {
      let job = Manifest.job("one", words: words, more: more)
      return try applied(Manifest.app(#"echo "$1""#) + job)
    }

    private func write(
      words: [String], more: [String] = [], script: String = #"echo "$1""#, _ sandbox: Sandbox
    ) throws {
      let job = Manifest.job("one", words: words, more: more)
      try sandbox.write(Manifest.app(script) + job, to: "all.yaml")
    }

    /// A job that says its word through the beacon and then waits for a word through `go`.
    private func running(
      policy: [String]
    ) throws -> (Sandbox, beacon: Beacon, go: Beacon, KilimProcess) {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let go = try sandbox.beacon("go")
      let script = "echo $1 >\(beacon.path); read go <\(go.path)"
      try write(words: ["1"], more: policy, script: script, sandbox)
      let process = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try beacon.line() == "1")
      return (sandbox, beacon, go, process)
    }
  }
}
