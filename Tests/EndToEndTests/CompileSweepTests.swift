import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// `kilim compile` of sweeps and workflows.
  @Suite struct CompileSweepTests {
    private static let sweep =
      Manifest.app(#"echo "$1""#) + """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: grid}
        spec:
          parameters: [{grid: {k: [1, 2, 3], m: ["a b"]}}]
          exclude: ["k == 1"]
          template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: [{args: ["k=${sweep.k}", "${sweep.m}"]}]}

        """

    private func words(_ plan: JSONValue) throws -> String {
      try #require(plan["command"]).text
    }

    @Test func `shows a sweep's template, and the whole plan of a point`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Self.sweep, to: "s.yaml")
      func json(_ words: String...) throws -> JSONValue {
        let result = try sandbox.start(["compile"] + words + ["-o", "json"]).wait()
        #expect(result.exitCode == 0, "\(result)")
        return try sandbox.json(result)
      }
      let template = try json("-f", "s.yaml")
      #expect(try words(template).contains("k=${sweep.k}"), "\(template)")
      #expect(template["jobName"] == "grid-POSITION")
      let point = try json("sweep/grid", "--point", "2", "-f", "s.yaml")
      #expect(try words(point).contains("k=3") && words(point).contains("a b"), "\(point)")
      #expect(point["jobName"] == "grid-2")
      #expect(try json("sweep/grid/2", "-f", "s.yaml") == point)
      let note = try sandbox.run("compile", "-f", "s.yaml")
      #expect(note.error.contains("template of 2 points"), "\(note)")
      #expect(note.output == (try sandbox.run("compile", "-f", "s.yaml", "-o", "yaml").output))
      let script = try sandbox.run("compile", "sweep/grid/1", "-f", "s.yaml", "-o", "script")
      #expect(script.output.contains("k=2"), "\(script)")
      #expect(!sandbox.exists("../state"))

      let none = try sandbox.run("compile", "sweep/grid", "--point", "3", "-f", "s.yaml")
      #expect(none.exitCode == 4 && none.error.contains("it has 2 points"), "\(none)")
      #expect(try sandbox.run("compile", "sweep/grib", "-f", "s.yaml").exitCode == 4)
      #expect(try sandbox.run("compile", "-f", "s.yaml", "--point", "0").exitCode == 64)
    }

    @Test func `the plan of a point is what runs`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Self.sweep, to: "s.yaml")
      try sandbox.run("apply", "-f", "s.yaml", "--limit", "1")
      let waiting = try sandbox.run("compile", "sweep/grid/2", "-o", "json")
      #expect(waiting.error.contains("no run yet"), "\(waiting)")
      let planned = try words(sandbox.json(waiting))
      #expect(planned.contains("k=3"))
      let template = try sandbox.run("compile", "sweep/grid", "-o", "json")
      #expect(try words(sandbox.json(template)).contains("k=${sweep.k}"), "\(template)")
      try sandbox.run("apply", "-f", "s.yaml")
      let ran = try sandbox.run("compile", "sweep/grid", "--point", "2", "-o", "json")
      #expect(try words(sandbox.json(ran)) == planned, "\(ran)")
      #expect(try sandbox.run("compile", "sweep/none").exitCode == 4)
    }

    @Test func `shows the steps of a workflow, before and after they ran`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(
        Manifest.app(#"cd "$_tapisExecSystemOutputDir"; echo "$1" >n.txt"#) + """
          ---
          apiVersion: kilim/v1
          kind: Workflow
          metadata: {name: flow}
          spec:
            steps:
              - name: a
                job:
                  appId: work
                  appVersion: "1.0"
                  results: [{name: n, file: n.txt, regex: "(.+)"}]
                  parameterSet: {appArgs: [{args: ["5"]}]}
              - name: many
                sweep:
                  parameters: [{grid: {k: [1, 2]}}]
                  template:
                    appId: work
                    appVersion: "1.0"
                    parameterSet: {appArgs: [{args: ["${sweep.k} ${steps.a.results.n}"]}]}
              - name: in
                workflow:
                  steps: [{name: deep, job: {appId: work, appVersion: "1.0"}}]

          """, to: "w.yaml")
      let before = try sandbox.json(sandbox.run("compile", "-f", "w.yaml", "-o", "json"))
      let steps = try #require(before["steps"]?.items)
      #expect(steps.map { $0["step"] } == ["a", "many", "in", "in/deep"], "\(before)")
      #expect(steps[0]["takes"] == [] && steps[0]["plan"]?["jobName"] == "flow-a")
      #expect(steps[1]["takes"] == ["${steps.a.results.n}"] && steps[1]["points"] == 2)
      let many = try #require(steps[1]["plan"])
      #expect(try words(many).contains("${sweep.k} ${steps.a.results.n}"), "\(many)")
      #expect(steps[2]["plan"] == .null && steps[3]["object"] == "job/flow/in/deep")
      let point = try sandbox.run("compile", "sweep/flow/many/2", "-f", "w.yaml", "-o", "json")
      #expect(try words(sandbox.json(point)).contains("2 ${steps.a.results.n}"), "\(point)")
      let one = try sandbox.run("compile", "job/flow/a", "-f", "w.yaml", "-o", "script")
      #expect(one.exitCode == 0 && one.output.contains("5"), "\(one)")
      #expect(try sandbox.run("compile", "-f", "w.yaml", "-o", "env").exitCode == 64)

      try sandbox.run("apply", "-f", "w.yaml", "--yes", seconds: 60)
      let after = try sandbox.json(sandbox.run("compile", "workflow/flow", "-o", "json"))
      let swept = try #require(after["steps"]?.items[1])
      #expect(swept["takes"] == [], "\(after)")
      #expect(try words(try #require(swept["plan"])).contains("${sweep.k} 5"), "\(swept)")
    }
  }
}
