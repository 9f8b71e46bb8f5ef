import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// What stands between a changed manifest and the runs it would start or end; and `kilim why`.
  @Suite struct GuardTests {
    private func sweep(
      _ word: String, values: String = "1, 2", labels: String = "", script: String = "exit $2"
    ) -> String {
      Manifest.app(script) + """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points, labels: {\(labels)}}
        spec:
          parameters: [{grid: {n: [\(values)]}}]
          template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: [{name: a, args: ["\(word)", "${sweep.n}"]}]}

        """
    }

    @Test func `asks on a terminal before it runs points again, and does as it is told`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(sweep("a", script: "true"), to: "s.yaml")
      try sandbox.run("apply", "-f", "s.yaml", "--yes")
      try sandbox.write(sweep("b", script: "true"), to: "s.yaml")
      let refused = try sandbox.run("apply", "-f", "s.yaml")
      #expect(refused.exitCode == 3 && refused.error.contains("run 2 points again"), "\(refused)")
      let no = try sandbox.startInTerminal("apply", "-f", "s.yaml")
      #expect(no.shows("run 2 points again. Go on? [y/N]"), "\(no.screen)")
      no.type("n\n")
      #expect(try no.wait() == 3)
      #expect(try sandbox.finished("points") == (2, 0))
      let yes = try sandbox.startInTerminal("apply", "-f", "s.yaml")
      #expect(yes.shows("[y/N]"), "\(yes.screen)")
      yes.type("y\n")
      #expect(try yes.wait() == 0)
      #expect(try sandbox.finished("points") == (2, 2))
    }

    @Test func `without a terminal a budget agrees to what it allows`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(sweep("a", script: "true"), to: "s.yaml")
      try sandbox.run("apply", "-f", "s.yaml")
      try sandbox.write(sweep("b", script: "true"), to: "s.yaml")
      let over = try sandbox.run("apply", "-f", "s.yaml", "--max-new-runs", "1")
      #expect(over.exitCode == 3 && over.error.contains("2 runs would start"), "\(over)")
      let hours = try sandbox.run("apply", "-f", "s.yaml", "--max-core-hours", "0.01")
      #expect(hours.exitCode == 3 && hours.error.contains("core-hours"), "\(hours)")
      #expect(try sandbox.run("apply", "-f", "s.yaml", "--max-new-runs", "2").exitCode == 0)
    }

    @Test func `applies the plan of a sweep that was reviewed, once`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(sweep("a", script: "true"), to: "s.yaml")
      let diff = try sandbox.run("diff", "-f", "s.yaml", "--limit", "1", "-o", "plan.json")
      #expect(diff.exitCode == 2, "\(diff)")
      try sandbox.write(sweep("a", values: "1, 3", script: "true"), to: "s.yaml")
      #expect(try sandbox.run("apply", "plan.json").exitCode == 3)
      try sandbox.write(sweep("a", script: "true"), to: "s.yaml")
      let applied = try sandbox.run("apply", "plan.json")
      #expect(applied.exitCode == 0, "\(applied)")
      #expect(try sandbox.finished("points") == (1, 0))
      #expect(try sandbox.run("apply", "plan.json").exitCode == 3)
    }

    @Test func `retries all that failed, jobs and points, by their labels`() throws {
      let sandbox = try Sandbox()
      let labelled = Manifest.job("one", words: ["a", "1"]).replacing(
        "{name: one}", with: "{name: one, labels: {team: a}}")
      let text = sweep("a", values: "0, 1", labels: "team: a") + labelled
      try sandbox.write(text + Manifest.job("two", words: ["a", "1"]), to: "s.yaml")
      #expect(try sandbox.run("apply", "-f", "s.yaml").exitCode == 1)
      let nothing = try sandbox.run("retry", "--failed", "-l", "team=b")
      #expect(nothing.exitCode == 0 && nothing.error.contains("failed"), "\(nothing)")
      let result = try sandbox.run("retry", "--failed", "-l", "team=a", "-o", "json")
      #expect(try sandbox.json(result)["summary"]?["runs"] == 2, "\(result)")
      #expect(try sandbox.latest("one").number == 2)
      #expect(try sandbox.latest("two").number == 1)
      let point = try sandbox.run("why", "sweep/points/2", "-o", "json")
      #expect(try sandbox.json(point)["run"] == "sweep/points/2#2", "\(point)")
      #expect(try sandbox.run("retry", "--failed", "-l", "team=a", "job/one").exitCode == 64)
      #expect(try sandbox.run("retry").exitCode == 64)
    }

    @Test func `prunes a job that runs, and returns when it is gone`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let app = Manifest.app("echo up >\(beacon.path); sleep 600")
      try sandbox.write(app + Manifest.job("one", more: ["onPrune: Cancel"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--wait", "started")
      #expect(try beacon.line() == "up")
      try sandbox.write(app, to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--prune").exitCode == 3)
      let pruned = try sandbox.run("apply", "-f", "all.yaml", "--prune", "--yes")
      #expect(pruned.exitCode == 0, "\(pruned)")
      let run = try sandbox.run("get", "runs", "job/one#1", "-o", "jsonpath={.status.status}")
      #expect(run.output.contains("CANCELLED"), "\(run)")
    }

    @Test func `says why a run exists, with both values and their places`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true") + Manifest.job("one", words: ["1"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let first = try sandbox.run("why", "job/one")
      #expect(first.output.contains("job/one#1 FINISHED is the first run"), "\(first)")
      try sandbox.write(Manifest.app("true") + Manifest.job("one", words: ["2"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let text = try sandbox.run("why", "one").output
      #expect(text.contains("~ parameterSet.appArgs[0].args[0]\n"), "\(text)")
      #expect(text.contains(#"was "1"  all.yaml:10, accepted "#), "\(text)")
      #expect(text.contains(#"is  "2"  all.yaml:16"#), "\(text)")
      #expect(text.contains("kilim rerun job/one"), "\(text)")
      let unknown = try sandbox.run("why", "job/onee")
      #expect(unknown.exitCode == 4 && unknown.error.contains("job/one"), "\(unknown)")
    }
  }
}

extension Sandbox {
  /// How many points of a sweep have finished, and how many are retired.
  fileprivate func finished(_ sweep: String) throws -> (Int, Int) {
    let result = try run("get", "sweep/\(sweep)", "-o", "json")
    let status = try json(result)["status"]
    return (
      Int(try #require(status?["finished"]?.integer)),
      Int(try #require(status?["retired"]?.integer))
    )
  }
}
