import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Sweeps that wait, hold others back, and are held back.
  @Suite struct SweepGateTests {
    private func sweep(_ sandbox: Sandbox, more: [String] = []) -> String {
      let lines = more.map { "  \($0)\n" }.joined()
      return """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: grid}
        spec:
          parameters: [{grid: {n: [1, 2, 3, 4]}}]
        \(lines)  template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: [{name: n, arg: "${sweep.n}"}]}

        """
    }

    @Test func `runs a job after a sweep that runs after a job, through a failure between`() throws
    {
      let sandbox = try Sandbox()
      let (log, flag) = (sandbox.path("log"), sandbox.path("flag"))
      let script = "echo $1 >>\(log); test $1 != 3 -o -e \(flag)"
      try sandbox.write(
        Manifest.app(script)
          + Manifest.job("after", words: ["after"], more: ["dependsOn: [sweep/grid]"])
          + sweep(sandbox, more: ["dependsOn: [job/before]", "priority: 3"])
          + Manifest.job("before", words: ["before"]), to: "all.yaml")
      let applied = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(applied.exitCode == 1, "\(applied)")
      #expect(try sandbox.read("log").hasPrefix("before\n"))
      #expect(try sandbox.latest("after").status == "BLOCKED")
      let text = try sandbox.run("describe", "job/after").output
      #expect(text.contains("kilim retry sweep/grid"), "\(text)")
      try sandbox.write("", to: "flag")
      let retried = try sandbox.run("retry", "sweep/grid", "--failed")
      #expect(retried.exitCode == 0, "\(retried)")
      #expect(try sandbox.latest("after").status == "FINISHED")
      #expect(try sandbox.read("log").hasSuffix("\n3\nafter\n"))
    }

    @Test func `suspends a sweep, says so, and resumes it to its end`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true") + sweep(sandbox), to: "all.yaml")
      #expect(
        try sandbox.run("apply", "-f", "all.yaml", "--yes", "--wait", "accepted").exitCode == 0)
      let suspended = try sandbox.run("suspend", "sweep/grid")
      #expect(suspended.exitCode == 0 && suspended.output.contains("4 points wait"), "\(suspended)")
      let waited = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(waited.exitCode == 0, "\(waited)")
      let list = try JSONValue(reading: sandbox.run("get", "sweep/grid", "-o", "json").output)
      #expect(list["status"]?["status"] == "Suspended", "\(list)")
      #expect(list["status"]?["waiting"]?.integer == 4, "\(list)")
      let text = try sandbox.run("describe", "sweep/grid").output
      #expect(text.contains("kilim resume sweep/grid"), "\(text)")
      let resumed = try sandbox.run("resume", "sweep/grid")
      #expect(resumed.exitCode == 0, "\(resumed)")
      let ended = try JSONValue(reading: sandbox.run("get", "sweep/grid", "-o", "json").output)
      #expect(ended["status"]?["finished"]?.integer == 4, "\(ended)")
    }

    @Test func `shows what is in the way of a sweep`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(
        Manifest.app("test $1 != bad") + Manifest.job("before", words: ["bad"])
          + sweep(sandbox, more: ["dependsOn: [job/before]"]), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      let list = try JSONValue(reading: sandbox.run("get", "sweep/grid", "-o", "json").output)
      #expect(list["status"]?["status"] == "Blocked", "\(list)")
      #expect(
        list["status"]?["message"]?.text.contains("kilim retry job/before") == true, "\(list)")
      let text = try sandbox.run("describe", "sweep/grid").output
      #expect(text.contains("WaitingForDependency: job/before FAILED"), "\(text)")
    }
  }
}
