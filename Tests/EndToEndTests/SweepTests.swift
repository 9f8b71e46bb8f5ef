import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Sweeps, from `apply` to the picture of their results.
  @Suite struct SweepTests {
    @Test func `runs the sample, draws its results, and is free to apply again`() throws {
      let sandbox = try Sandbox()
      let sample = "\(Samples.folder)/digits-sweep"
      let applied = try sandbox.run("apply", "-f", sample, "--yes", seconds: 600)
      #expect(applied.exitCode == 0, "\(applied)")
      let table = try JSONValue(
        reading: sandbox.run("results", "sweep/digits", "-o", "json").output)
      let rows = table.items
      #expect(rows.count == 90)
      for row in rows {
        #expect(row["status"] == "FINISHED")
        #expect(try #require(row["results"]?["accuracy"]?.double) > 0.3, "\(row)")
        #expect(row["params"]?["k"]?.integer != nil, "\(row)")
      }
      let csv = try sandbox.run("results", "sweep/digits", "-o", "csv").output
      #expect(csv.hasPrefix("point,k,metric,seed,train,status,accuracy,seconds\r\n"), "\(csv)")
      let plot = try sandbox.run("results", "sweep/digits", "--plot", "x=k,y=accuracy,by=train")
      #expect(plot.output.hasPrefix("<svg") && plot.output.contains("n = 6 points"), "\(plot)")
      let wrong = try sandbox.run("results", "sweep/digits", "--plot", "x=k,y=acuracy")
      #expect(wrong.exitCode == 64 && wrong.error.contains("accuracy"), "\(wrong)")
      let again = try sandbox.run("apply", "-f", sample)
      #expect(again.exitCode == 0 && again.output.contains("no run to start"), "\(again)")
      #expect(try sandbox.run("diff", "-f", sample).exitCode == 0)
    }

    private func sweep(_ parameters: String, _ sandbox: Sandbox, script: String) -> String {
      Manifest.system("slots", slots: 4, folder: sandbox.path("jobs")) + Manifest.app(script) + """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters: [\(parameters)]
          template:
            appId: work
            appVersion: "1.0"
            execSystemId: slots
            parameterSet:
              appArgs: [{name: n, arg: "${sweep.n}"}, {name: where, arg: "\(sandbox.path("marks"))"}]

        """
    }

    private func marks(_ sandbox: Sandbox) -> [String: Int] {
      var counts: [String: Int] = [:]
      for name in TextFile.names(in: sandbox.path("marks")) {
        counts[name] = ((try? sandbox.read("marks/\(name)")) ?? "").split(separator: "\n").count
      }
      return counts
    }

    @Test func `runs each of 300 points once and judges it right through 60 kills`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      let script = #"echo ran >>"$2/$1"; sleep 0.1; exit $(($1 % 5 == 0))"#
      try sandbox.write(
        sweep("grid: {n: {range: [1, 300, 1]}}", sandbox, script: script), to: "s.yaml")
      var random = SeededGenerator(seed: 4)
      var kills = 0
      while kills < 60 {
        let engine = try sandbox.start(["apply", "-f", "s.yaml", "--yes"])
        let delay = Int.random(in: 0...(60 + kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      #expect(kills == 60, "the points ended too soon")
      let result = try sandbox.run("apply", "-f", "s.yaml", "--yes", seconds: 300)
      #expect(result.exitCode != 70, "\(result)")
      try sandbox.run("wait", "sweep/points", seconds: 300)
      let marks = marks(sandbox)
      #expect(marks.count == 300)
      #expect(marks.values.allSatisfy { $0 == 1 }, "\(marks.filter { $0.value != 1 })")
      let counts = try JSONValue(reading: sandbox.run("get", "sweep/points", "-o", "json").output)
      let points = try #require(counts["status"])
      #expect(points["finished"]?.integer == 240 && points["failed"]?.integer == 60, "\(points)")
    }

    @Test func `runs what is new of an edited sweep, and nothing that is known`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      func apply(_ parameters: String, _ options: String...) throws {
        let text = sweep(parameters, sandbox, script: #"echo ran >>"$2/$1""#)
        try sandbox.write(text, to: "s.yaml")
        let result = try sandbox.start(["apply", "-f", "s.yaml", "--yes"] + options).wait()
        #expect(result.exitCode == 0, "\(result)")
      }
      try apply("grid: {n: [1, 2, 3, 4]}", "--limit", "2")
      #expect(marks(sandbox) == ["1": 1, "2": 1])
      try apply("grid: {n: [1, 2, 3, 4]}")
      #expect(marks(sandbox).count == 4)
      // Extended, written in another way, shrunk, and back.
      try apply("list: [{n: 4}, {n: 3}, {n: 1}, {n: 9}, {n: 2}]")
      #expect(marks(sandbox) == ["1": 1, "2": 1, "3": 1, "4": 1, "9": 1])
      try apply("grid: {n: [2]}")
      try apply("grid: {n: [1, 2, 3, 4, 9]}")
      #expect(marks(sandbox).values.allSatisfy { $0 == 1 }, "\(marks(sandbox))")
      try sandbox.run("delete", "sweep/points", "--yes")
      try apply("grid: {n: [1, 2, 3, 4, 9]}")
      #expect(marks(sandbox).values.allSatisfy { $0 == 1 }, "\(marks(sandbox))")
    }

    @Test func `stops after maxFailures, and retries only what failed`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      let script = #"echo ran >>"$2/$1"; test -e "$2/go" || test "$1" -gt 3"#
      let text = sweep("grid: {n: {range: [1, 6, 1]}}", sandbox, script: script)
        .replacing("  template:", with: "  parallelism: 1\n  maxFailures: 2\n  template:")
      try sandbox.write(text, to: "s.yaml")
      let applied = try sandbox.run("apply", "-f", "s.yaml", "--yes")
      #expect(applied.exitCode == 1, "\(applied)")
      #expect(marks(sandbox) == ["1": 1, "2": 1])
      let described = try sandbox.run("describe", "sweep/points").output
      #expect(described.contains("FailureLimitReached"), "\(described)")
      try sandbox.write("", to: "marks/go")
      let retried = try sandbox.run("retry", "sweep/points", "--failed", seconds: 60)
      #expect(retried.exitCode == 0, "\(retried)")
      try sandbox.run("wait", "sweep/points", seconds: 60)
      var all = marks(sandbox)
      all["go"] = nil
      #expect(all == ["1": 2, "2": 2, "3": 1, "4": 1, "5": 1, "6": 1], "\(all)")
    }
  }
}
