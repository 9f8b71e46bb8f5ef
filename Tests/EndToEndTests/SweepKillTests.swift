import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct SweepKillTests {
    /// - Parameter rest: what a point does after it has left its mark.
    private func manifest(
      _ sandbox: Sandbox, points: ClosedRange<Int>, rest: String = ""
    ) -> String {
      TextFile.makeFolder(sandbox.path("marks"))
      return Manifest.system("slots", slots: 4, folder: sandbox.path("jobs"))
        + Manifest.app(#"echo ran >>"$1""# + rest) + """
          ---
          apiVersion: kilim/v1
          kind: Sweep
          metadata: {name: marks}
          spec:
            parameters: [{grid: {n: {range: [\(points.lowerBound), \(points.upperBound)]}}}]
            template:
              appId: work
              appVersion: "1.0"
              execSystemId: slots
              parameterSet: {appArgs: [{args: ["\(sandbox.path("marks"))/${sweep.n}"]}]}

          """
    }

    private func check(_ sandbox: Sandbox, _ points: ClosedRange<Int>) {
      for point in points {
        #expect((try? sandbox.read("marks/\(point)")) == "ran\n", "point \(point)")
      }
    }

    @Test func `runs each of 300 points once through 50 kills`() throws {
      var random = SeededGenerator(seed: 20_261_125)
      let sandbox = try Sandbox()
      // Long enough for all kills to find points that have not ended, however fast the machine is.
      try sandbox.write(manifest(sandbox, points: 1...300, rest: "; sleep 0.1"), to: "all.yaml")
      var kills = 0
      while kills < 50 {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 0...(60 + kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      #expect(kills == 50, "the points ended too soon")
      let last = try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 300)
      #expect(last.exitCode == 0, "\(last)")
      check(sandbox, 1...300)
    }

    @Test func `an edited sweep runs the difference, and what comes back does not run again`()
      throws
    {
      let sandbox = try Sandbox()
      for points in [1...6, 3...9, 1...6, 1...9] {
        try sandbox.write(manifest(sandbox, points: points), to: "all.yaml")
        let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
        #expect(result.exitCode == 0, "\(result)")
      }
      check(sandbox, 1...9)
      #expect(try sandbox.run("diff", "-f", "all.yaml").exitCode == 0)
    }
  }
}
