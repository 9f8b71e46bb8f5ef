import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Arguments of parameters that only some points have.
  @Suite struct AbsentArgumentTests {
    private func sweep(_ parameters: String, _ arguments: String) -> String {
      Manifest.app(#"for word; do printf '[%s]' "$word"; done"#) + """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: s}
        spec:
          parameters: \(parameters)
          template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: \(arguments)}

        """
    }

    private func outputs(_ text: String) throws -> [String] {
      let sandbox = try Sandbox()
      try sandbox.write(text, to: "s.yaml")
      let applied = try sandbox.run("apply", "-f", "s.yaml", "--yes")
      #expect(applied.exitCode == 0, "\(applied)")
      let count = try sandbox.json(sandbox.run("get", "sweep/s", "-o", "json"))["status"]?["points"]
      return try (1...(count?.integer ?? 0)).map { position in
        let planned = try sandbox.run(
          "compile", "sweep/s/\(position)", "-f", "s.yaml", "-o", "json")
        let ran = try sandbox.run("compile", "sweep/s/\(position)", "-o", "json")
        // What is printed beforehand is what runs.
        #expect(
          try sandbox.json(planned)["command"] == sandbox.json(ran)["command"], "\(planned)\(ran)")
        return try sandbox.run("logs", "sweep/s/\(position)").output
      }
    }

    @Test func `are left out whole, and only where all of them are missing`() throws {
      let arguments = #"""
        [{name: fixed, args: ["a b"]}, {name: one, arg: " --m ${sweep.m} "}, \#
        {name: two, args: ["--pair", "${sweep.m}", "${sweep.s}"]}, {name: quoted, arg: "'-x=${sweep.m}'"}, \#
        {name: solver, arg: "-s ${sweep.s}"}]
        """#
      let text = sweep(#"[{grid: {s: [sgd, lbfgs], m: [1]}, when: {m: "s == 'sgd'"}}]"#, arguments)
      let found = try outputs(text)
      #expect(
        Set(found) == [
          "[a b][--m][1][--pair][1][sgd][-x=1][-s][sgd]", "[a b][--pair][][lbfgs][-s][lbfgs]",
        ], "\(found)")
    }

    @Test func `spaces, lists and empty texts`() throws {
      let arguments = #"[{args: ["${sweep.a}"]}, {args: ["b=${sweep.b}"]}]"#
      let found = try outputs(sweep(#"[{list: [{a: ""}, {b: 2}]}, {grid: {a: [3]}}]"#, arguments))
      // A text that is empty is a value.
      #expect(found == ["[]", "[b=2]", "[3]"], "\(found)")
    }
  }
}
