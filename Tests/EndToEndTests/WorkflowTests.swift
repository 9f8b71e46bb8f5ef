import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Workflows, driven as a user drives them.
  @Suite struct WorkflowTests {
    @Test func `runs the sample, and only what an edit reaches`() throws {
      let sandbox = try Sandbox()
      let sample = "\(Samples.folder)/workflow"
      let applied = try sandbox.run("apply", "-f", sample, "--yes", seconds: 300)
      #expect(applied.exitCode == 0, "\(applied)")
      let described = try sandbox.run("describe", "workflow/digits").output
      #expect(described.contains("10/10 points"), "\(described)")
      let report = try sandbox.run("outputs", "list", "job/digits/report").output
      #expect(report.contains("report.md"), "\(report)")
      let again = try sandbox.run("apply", "-f", sample)
      #expect(again.exitCode == 0 && again.output.contains("no run to start"), "\(again)")
      #expect(try sandbox.run("diff", "-f", sample).exitCode == 0)
      let table = try sandbox.run("get", "workflows").output
      #expect(table.contains("FINISHED"), "\(table)")
    }

    /// A chain with a fan in its middle; each program notes that it ran.
    private func workflow(_ sandbox: Sandbox, width: Int) -> String {
      func job(_ name: String) -> String {
        """
        {appId: work, appVersion: "1.0", execSystemId: slots, parameterSet: {appArgs: \
        [{args: ["\(name)", "\(sandbox.path("marks"))"]}]}}
        """
      }
      return Manifest.system("slots", slots: 4, folder: sandbox.path("jobs"))
        + Manifest.app(
          #"echo ran >>"$2/$1"; sleep 0.2; echo "$1" >out.txt; exit $((${1#p} == 7))"#)
          + """
          ---
          apiVersion: kilim/v1
          kind: Workflow
          metadata: {name: chain}
          spec:
            steps:
              - {name: first, job: \(job("first"))}
              - name: fan
                dependsOn: [first]
                allowFailure: true
                sweep:
                  parameters: [{grid: {n: {range: [1, \(width), 1]}}}]
                  template: \(job("p${sweep.n}"))
              - {name: middle, dependsOn: [fan], job: \(job("middle"))}
              - {name: last, dependsOn: [middle], job: \(job("last"))}

          """
    }

    @Test func `runs each step once through 40 kills`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      try sandbox.write(workflow(sandbox, width: 80), to: "w.yaml")
      var random = SeededGenerator(seed: 11)
      var kills = 0
      while kills < 40 {
        let engine = try sandbox.start(["apply", "-f", "w.yaml", "--yes"])
        let delay = Int.random(in: 0...(60 + kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      #expect(kills == 40, "the steps ended too soon")
      try sandbox.run("apply", "-f", "w.yaml", "--yes", seconds: 120)
      let waited = try sandbox.run("wait", "workflow/chain", seconds: 120)
      #expect(waited.exitCode == 0, "\(waited)")
      let names = TextFile.names(in: sandbox.path("marks"))
      #expect(names.count == 83, "\(names)")
      for name in names {
        let lines = try sandbox.read("marks/\(name)").split(separator: "\n").count
        #expect(lines == 1, "\(name) ran \(lines) times")
      }
    }

    /// What the second step makes depends on the last digit of what the first one makes.
    private func chain(_ first: String, app: String = "") -> String {
      let job = { (words: [String]) in
        "{appId: work, appVersion: \"1.0\", results: [{name: n, file: n.txt, regex: '([0-9]+)'}], "
          + "parameterSet: {appArgs: [{args: [\(words.map(Manifest.quoted).joined(separator: ", "))]}]}}"
      }
      return Manifest.app(#"\#(app)expr "$1" % 10 >"$_tapisExecSystemOutputDir/n.txt""#) + """
        ---
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: chain}
        spec:
          steps:
            - name: first
              job: \(job([first]))
            - name: second
              job: \(job(["${steps.first.results.n}"]))

        """
    }

    private func json(_ sandbox: Sandbox, _ words: String...) throws -> JSONValue {
      try JSONValue(reading: try sandbox.start(words + ["-o", "json"]).wait(seconds: 60).output)
    }

    private func runs(_ sandbox: Sandbox, _ step: String) throws -> JSONValue? {
      try json(sandbox, "get", "job/chain/\(step)")["status"]?["runs"]
    }

    @Test func `says step by step what changed, and runs what is stale on demand`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(chain("11"), to: "w.yaml")
      try sandbox.run("apply", "-f", "w.yaml", "--yes", seconds: 60)
      let settled = try sandbox.run("why", "workflow/chain")
      #expect(settled.exitCode == 0 && settled.output.contains("declared once"), "\(settled)")

      try sandbox.write(chain("21"), to: "w.yaml")
      try sandbox.run("apply", "-f", "w.yaml", "--yes", "--wait", "accepted")
      let edited = try sandbox.run("why", "workflow/chain").output
      #expect(edited.contains("first   FINISHED   job/chain/first#1: would run again"), "\(edited)")
      #expect(edited.contains("is  \"21\"  w.yaml:16"), "\(edited)")
      #expect(edited.contains("job/chain/second#1: waits"), "\(edited)")
      let tree = try json(sandbox, "why", "workflow/chain")
      #expect(tree["steps"]?.items.first?["next"]?["state"] == "runsAgain", "\(tree)")
      try sandbox.run("wait", "workflow/chain", seconds: 60)
      // 21 and 11 end alike, so that the second step is what it was.
      #expect(try runs(sandbox, "first") == 2)
      #expect(try runs(sandbox, "second") == 1)

      try sandbox.write(chain("21", app: "true; "), to: "w.yaml")
      try sandbox.run("apply", "-f", "w.yaml")
      let again = try sandbox.run("diff", "-f", "w.yaml")
      #expect(
        again.exitCode == 0
          && again.output.contains("Stale: the App of `first`, the App of `second`"), "\(again)")
      let described = try sandbox.run("describe", "workflow/chain").output
      #expect(described.contains("Stale: the App of `first` changed since its run"), "\(described)")
      let item = try json(sandbox, "get", "workflow/chain")
      #expect(item["status"]?["conditions"]?.items.first?["status"] == "True", "\(item)")
      #expect(try sandbox.run("why", "workflow/chain").output.contains("Stale"))
      let beforehand = try sandbox.run("diff", "-f", "w.yaml", "--refresh")
      #expect(
        beforehand.exitCode == 2 && beforehand.output.contains("2 runs to start"), "\(beforehand)")
      #expect(try sandbox.run("apply", "-f", "w.yaml", "--refresh").exitCode == 3)
      let applied = try sandbox.run("apply", "-f", "w.yaml", "--refresh", "--yes", seconds: 60)
      #expect(applied.exitCode == 0, "\(applied)")
      #expect(try runs(sandbox, "first") == 3)
      #expect(try runs(sandbox, "second") == 2)
      #expect(try sandbox.run("diff", "-f", "w.yaml", "--refresh").exitCode == 0)
    }

    @Test func `cancel, retry and delete take a workflow's name`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      try sandbox.write(workflow(sandbox, width: 3), to: "w.yaml")
      try sandbox.run("apply", "-f", "w.yaml", "--yes", "--wait", "accepted")
      #expect(try sandbox.run("cancel", "workflow/chain").exitCode == 0)
      let cancelled = try sandbox.run("wait", "workflow/chain", seconds: 60)
      #expect(cancelled.exitCode == 1, "\(cancelled)")
      let retried = try sandbox.run("retry", "workflow/chain", seconds: 120)
      #expect(retried.exitCode == 0, "\(retried)")
      #expect(try sandbox.run("rerun", "workflow/chain").exitCode == 64)
      let step = try sandbox.run("delete", "job/chain/first", "--yes")
      #expect(step.exitCode == 3 && step.error.contains("workflow/chain"), "\(step)")
      #expect(try sandbox.run("delete", "workflow/chain", "--yes").exitCode == 0)
      let restored = try sandbox.run("apply", "-f", "w.yaml", "--yes", seconds: 120)
      #expect(restored.exitCode == 0, "\(restored)")
      for name in TextFile.names(in: sandbox.path("marks")) {
        #expect(try sandbox.read("marks/\(name)") == "ran\n", "\(name)")
      }
    }
  }
}
