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
