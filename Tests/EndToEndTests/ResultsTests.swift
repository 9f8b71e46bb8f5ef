import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// `kilim results` of jobs and workflows, and which sweeps, workflows and points `kilim get` shows.
  @Suite struct ResultsTests {
    private static let results =
      #"results: [{name: n, file: n.txt, regex: "n=(.*)"}, {name: half, file: n.txt, regex: "h=(.*)"}]"#

    private func app() -> String {
      Manifest.app(
        #"cd "$_tapisExecSystemOutputDir"; echo "n=$1" >n.txt; echo "h=$(($1 / 2))" >>n.txt; test "$1" != 13"#
      )
    }

    private func job(_ words: [String], at indent: String) -> String {
      [
        "appId: work", #"appVersion: "1.0""#, Self.results,
        "parameterSet: {appArgs: [{args: [\(words.map(Manifest.quoted).joined(separator: ", "))]}]}",
      ].map { "\(indent)\($0)\n" }.joined()
    }

    @Test func `shows the results of a job's runs in every format`() throws {
      let sandbox = try Sandbox()
      for number in ["7", "9"] {
        try sandbox.write(
          app() + Manifest.job("one", words: [number], more: [Self.results]), to: "a.yaml")
        try sandbox.run("apply", "-f", "a.yaml", "--yes")
      }
      let table = try sandbox.run("results", "job/one")
      #expect(table.exitCode == 0, "\(table)")
      #expect(
        table.output == """
          RUN        status    n  half
          job/one#2  FINISHED  9     4

          """, "\(table)")
      let csv = try sandbox.run("results", "job/one#1", "-o", "csv").output
      #expect(csv == "run,status,n,half\r\njob/one#1,FINISHED,7,3\r\n", "\(csv)")
      let json = try JSONValue(reading: sandbox.run("results", "job/one", "-o", "json").output)
      #expect(
        json == [
          [
            "run": "job/one#2", "status": "FINISHED",
            "results": ["n": .string("9"), "half": .string("4")],
          ]
        ] || json.items.first?["results"]?["n"] == .integer(9), "\(json)")
      let page = try sandbox.run("results", "job/one", "-o", "html").output
      #expect(page.contains("<th scope=\"row\">job/one#2</th>"), "\(page)")

      let plot = try sandbox.run("results", "job/one", "--plot", "x=n,y=half")
      #expect(plot.exitCode == 64 && plot.error.contains("is no sweep"), "\(plot)")
      #expect(try sandbox.run("results", "job/ona").exitCode == 4)
      #expect(try sandbox.run("results", "job/one#3").exitCode == 4)
      #expect(try sandbox.run("results", "app/work@1.0").exitCode == 64)
    }

    @Test func `says what a job without results, or one that failed, has`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(
        app() + Manifest.job("bare", words: ["1"])
          + Manifest.job("bad", words: ["13"], more: [Self.results]), to: "a.yaml")
      try sandbox.run("apply", "-f", "a.yaml", "--yes")
      let bare = try sandbox.run("results", "job/bare")
      #expect(bare.exitCode == 0 && bare.error.contains("declares no `results`"), "\(bare)")
      let bad = try JSONValue(reading: sandbox.run("results", "job/bad", "-o", "json").output)
      #expect(bad.items.first?["status"] == "FAILED", "\(bad)")
      #expect(bad.items.first?["results"]?["n"] == .null, "\(bad)")
    }

    private func workflow(_ name: String) -> String {
      let inner = job(["${steps.a.results.n}"], at: "                ").replacing(
        "steps.a", with: "steps.deep")
      return app() + """
        ---
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: \(name), labels: {team: a}}
        spec:
          steps:
            - name: a
              job:
        \(job(["6"], at: "        "))
            - name: many
              sweep:
                parameters: [{grid: {k: [1, 2]}}]
                template:
                  appId: work
                  appVersion: "1.0"
                  parameterSet: {appArgs: [{args: ["${sweep.k}"]}]}
            - name: in
              dependsOn: [a]
              workflow:
                steps:
                  - name: deep
                    job:
        \(job(["20"], at: "              "))
                  - name: next
                    job:
        \(inner)

        """
    }

    @Test func `shows a row a step of a workflow`() throws {
      let sandbox = try Sandbox()
      for name in ["flow", "copy"] {
        try sandbox.write(workflow(name), to: "\(name).yaml")
        let applied = try sandbox.run("apply", "-f", "\(name).yaml", "--yes", seconds: 60)
        #expect(applied.exitCode == 0, "\(applied)")
      }
      let table = try sandbox.run("results", "workflow/flow")
      #expect(
        table.output == """
          STEP     run                 status     n  half
          a        job/flow/a#1        FINISHED   6     3
          many     sweep/flow/many     FINISHED   -     -
          in       workflow/flow/in    FINISHED   -     -
          in/deep  job/flow/in/deep#1  FINISHED  20    10
          in/next  job/flow/in/next#1  FINISHED  20    10

          """, "\(table)")
      // What the other workflow took over is shown as the run that it is.
      let copy = try JSONValue(
        reading: sandbox.run("results", "workflow/copy", "-o", "json").output)
      let first = try #require(copy.items.first)
      #expect(first["step"] == "a" && first["run"] == "job/flow/a#1", "\(copy)")
      let job = try sandbox.run("results", "job/copy/a", "-o", "csv")
      #expect(job.output.contains("job/flow/a#1,FINISHED,6,3"), "\(job)")
      #expect(try sandbox.run("results", "workflow/flaw").exitCode == 4)
    }

    @Test func `lists sweeps, workflows and points by status, time and label`() throws {
      let sandbox = try Sandbox()
      func sweep(_ name: String, _ values: String) -> String {
        """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: \(name), labels: {set: \(name)}}
        spec:
          parameters: [{grid: {k: \(values)}}]
          retention: {finished: 0s}
          template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: [{args: ["${sweep.k}"]}]}

        """
      }
      try sandbox.write(app() + sweep("good", "[1, 2]") + sweep("bad", "[13, 14]"), to: "a.yaml")
      try sandbox.run("apply", "-f", "a.yaml", "--yes")
      func names(_ words: String...) throws -> String {
        let result = try sandbox.start(["get"] + words + ["-o", "name"]).wait()
        #expect(result.exitCode == 0, "\(result)")
        return result.output
      }
      #expect(try names("sweeps", "--status", "FINISHED") == "sweep/good\n")
      #expect(try names("sweeps", "--status", "failed,Active") == "sweep/bad\n")
      #expect(try names("sweeps", "--status", "Waiting") == "")
      #expect(try names("sweeps", "--since", "1h") == "sweep/bad\nsweep/good\n")
      #expect(try names("sweep", "good", "bad", "-l", "set=bad") == "sweep/bad\n")
      #expect(try names("points", "sweep/bad", "--status", "FAILED") == "sweep/bad/1\n")
      #expect(try sandbox.run("get", "jobs", "--status", "Limited").exitCode == 64)
      #expect(try sandbox.run("get", "sweeps", "--status", "Limitd").error.contains("Limited"))

      try sandbox.write(workflow("flow"), to: "w.yaml")
      let applied = try sandbox.run("apply", "-f", "w.yaml", "--yes", seconds: 60)
      #expect(applied.exitCode == 0, "\(applied)")
      let both = "workflow/flow\nworkflow/flow/in\n"
      #expect(try names("workflows", "--status", "FINISHED", "-l", "team=a") == both)
      #expect(try names("workflows", "--status", "FAILED") == "")

      try sandbox.run("gc", "--yes")
      let points = try sandbox.run("get", "points", "sweep/good").output
      #expect(points.contains("FINISHED (collected)"), "\(points)")
      let tree = try JSONValue(
        reading: sandbox.run("get", "points", "sweep/good", "-o", "json").output)
      let status = tree["items"]?.items.first?["status"]
      #expect(status?["collected"]?["reason"] == "age", "\(tree)")
    }
  }
}
