import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// `kilim gc`, as a user sees it.
  @Suite struct CollectTests {
    private func manifest(_ sandbox: Sandbox, more: [String] = []) -> String {
      Manifest.app(#"echo ran >>"$1/one"; echo hello; echo result >result"#)
        + Manifest.job("one", words: [sandbox.path("marks")], more: more)
    }

    private func sandbox() throws -> Sandbox {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      return sandbox
    }

    @Test func `does what retention says, and tells of it everywhere`() throws {
      let sandbox = try sandbox()
      try sandbox.write(manifest(sandbox, more: ["retention: {finished: 0s}"]), to: "a.yaml")
      #expect(try sandbox.run("apply", "-f", "a.yaml").exitCode == 0)
      let directory =
        try sandbox.run("outputs", "path", "job/one").output
        .split(separator: "\n").map { String($0) }.first ?? ""
      #expect(TextFile.exists(directory))

      let dry = try sandbox.run("gc", "--dry-run")
      #expect(dry.exitCode == 0 && dry.output.contains("job/one#1"), "\(dry)")
      #expect(dry.output.contains("would go: 1 run, "), "\(dry)")
      #expect(TextFile.exists(directory))

      let gone = try JSONValue(reading: sandbox.run("gc", "-o", "json").output)
      #expect(gone["dryRun"] == .bool(false))
      let run = try #require(gone["runs"]?.items.first)
      #expect(run["run"] == "job/one#1" && run["status"] == "FINISHED" && run["reason"] == "age")
      #expect(try #require(run["bytes"]?.integer) > 10)
      #expect(gone["summary"]?["runs"]?.integer == 1 && gone["summary"]?["problems"]?.integer == 0)
      #expect(!TextFile.exists(directory))
      let nothing = try sandbox.run("gc")
      #expect(nothing.exitCode == 0 && nothing.error.contains("nothing to remove"), "\(nothing)")

      let again = try sandbox.run("apply", "-f", "a.yaml")
      #expect(again.exitCode == 0 && again.output.contains("no run to start"), "\(again)")
      #expect(try sandbox.run("diff", "-f", "a.yaml").exitCode == 0)
      #expect(try sandbox.read("marks/one") == "ran\n")

      for command in [["logs", "one"], ["outputs", "list", "one#1"], ["compile", "one"]] {
        let result = try sandbox.start(command).wait()
        #expect(
          result.exitCode == 4 && result.error.contains("older than `retention`"), "\(result)")
        #expect(!result.error.contains("there is no"), "\(result)")
      }
      for command in [["get", "jobs"], ["get", "runs"], ["get", "runs", "--all"]] {
        let result = try sandbox.start(command).wait()
        #expect(result.exitCode == 0 && result.output.contains("FINISHED (collected)"), "\(result)")
      }
      let described = try sandbox.run("describe", "one")
      #expect(
        described.exitCode == 0 && described.output.contains("its files were removed")
          && described.output.contains("kilim rerun job/one"), "\(described)")
      let tree = try JSONValue(reading: sandbox.run("get", "job/one#1", "-o", "json").output)
      #expect(tree["spec"] == .null && tree["status"]?["status"] == "FINISHED")
      #expect(tree["status"]?["collected"]?["reason"] == "age")

      let retried = try sandbox.run("retry", "one")
      #expect(retried.exitCode == 3 && retried.output.contains("run #1 finished"), "\(retried)")
      #expect(try sandbox.run("rerun", "one").exitCode == 0)
      #expect(try sandbox.latest("one").status == "FINISHED")
      #expect(try sandbox.run("logs", "one#2").output == "hello\n")
      #expect(try sandbox.run("doctor").exitCode == 0)
    }

    @Test func `asks before it gives up what nobody declared`() throws {
      let sandbox = try sandbox()
      try sandbox.write(manifest(sandbox), to: "a.yaml")
      try sandbox.run("apply", "-f", "a.yaml")
      #expect(try sandbox.run("gc").error.contains("nothing to remove"))
      let refused = try sandbox.run("gc", "job/one")
      #expect(refused.exitCode == 3 && refused.error.contains("--yes"), "\(refused)")
      let old = try sandbox.run("gc", "--older-than", "1d", "--yes")
      #expect(old.exitCode == 0 && old.error.contains("nothing to remove"), "\(old)")
      #expect(try sandbox.run("gc", "two", "--yes").exitCode == 4)
      #expect(try sandbox.run("gc", "one#7", "--yes").exitCode == 4)
      #expect(try sandbox.run("gc", "app/work@1.0").exitCode == 64)
      #expect(try sandbox.run("gc", "--older-than", "soon").exitCode == 64)
      let named = try sandbox.run("gc", "one#1", "--yes")
      #expect(named.exitCode == 0 && named.output.contains("request"), "\(named)")
      #expect(try sandbox.run("gc", "one#1", "--yes").exitCode == 0)
    }

    @Test func `killed again and again, it comes to the same end`() throws {
      let sandbox = try sandbox()
      let text =
        Manifest.system("slots", slots: 8, folder: sandbox.path("jobs"))
        + Manifest.app(#"echo ran >>"$2/$1"; mkdir -p a/b/c; echo x >a/b/c/x"#) + """
          ---
          apiVersion: kilim/v1
          kind: Sweep
          metadata: {name: points}
          spec:
            parameters: [{grid: {n: {range: [1, 150, 1]}}}]
            template:
              appId: work
              appVersion: "1.0"
              execSystemId: slots
              retention: {finished: 0s}
              parameterSet:
                appArgs: [{name: n, arg: "${sweep.n}"}, {name: where, arg: "\(sandbox.path("marks"))"}]

          """
      try sandbox.write(text, to: "s.yaml")
      #expect(try sandbox.run("apply", "-f", "s.yaml", seconds: 300).exitCode == 0)
      let before = TextFile.names(in: sandbox.path("jobs/jobs")).count
      #expect(before == 150)
      var random = SeededGenerator(seed: 5)
      for _ in 0..<25 {
        let gc = try sandbox.start(["gc"])
        if try gc.wait(milliseconds: Int.random(in: 0...40, using: &random)) == nil {
          try gc.kill()
        }
      }
      let last = try sandbox.run("gc")
      #expect(last.exitCode == 0, "\(last)")
      #expect(TextFile.names(in: sandbox.path("jobs/jobs")) == [])
      let again = try sandbox.run("apply", "-f", "s.yaml")
      #expect(again.exitCode == 0 && again.output.contains("no run to start"), "\(again)")
      let marks = TextFile.names(in: sandbox.path("marks"))
      #expect(marks.count == 150)
      for mark in marks { #expect(try sandbox.read("marks/\(mark)") == "ran\n") }
      let points = try JSONValue(reading: sandbox.run("get", "sweep/points", "-o", "json").output)
      #expect(points["status"]?["finished"]?.integer == 150, "\(points)")
      #expect(try sandbox.run("doctor").exitCode == 0)
    }
  }
}
