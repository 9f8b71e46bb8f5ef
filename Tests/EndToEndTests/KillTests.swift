import KilimTestSupport
import Testing

extension EndToEnd {
  /// Promise 3: kill the engine at any instant, at any number of instants.
  @Suite struct KillTests {
    /// Where a job leaves one line each time it is started, and with which code it ends.
    private struct Expectation {
      var job: String
      var code: Int
    }

    @Test func `runs each of 300 jobs once and judges it right through 200 kills`() throws {
      var random = SeededGenerator(seed: 20_261_124)
      var kills = 0
      var rounds = 0
      while kills < 200 {
        rounds += 1
        #expect(rounds <= 12, "only \(kills) kills: the jobs end too soon")
        if rounds > 12 { return }
        kills += try round(jobs: 300, random: &random)
      }
    }

    /// Applies so many jobs and kills the engine over and over until they have all ended.
    private func round(jobs: Int, random: inout SeededGenerator) throws -> Int {
      let sandbox = try Sandbox()
      let expected = try prepare(jobs: jobs, sandbox, &random)
      let reading = try milliseconds { try sandbox.run("diff", "-f", "all.yaml") }
      var kills = 0
      while true {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        // From the first moment to well into the batch; a little longer after every kill, so that
        // a slow machine also comes to an end.
        let delay = Int.random(in: 0...(reading + 150 + kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
        #expect(kills < 2000, "no progress")
        if kills >= 2000 { return kills }
      }
      try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 300)
      try check(expected, sandbox)
      return kills
    }

    /// How long a command takes here, so that the kills fall into all of its phases.
    private func milliseconds(_ body: () throws -> ProcessResult) throws -> Int {
      let clock = ContinuousClock()
      let before = clock.now
      _ = try body()
      return Int((clock.now - before) / .milliseconds(1))
    }

    private func prepare(
      jobs: Int, _ sandbox: Sandbox, _ random: inout SeededGenerator
    ) throws -> [Expectation] {
      TextFile.makeFolder(sandbox.path("marks"))
      var text = Manifest.system("slots", slots: 4, folder: sandbox.path("jobs"))
      text += Manifest.app(#"echo ran >>"$1"; sleep "$2"; exit "$3""#)
      var expected: [Expectation] = []
      for number in 1...jobs {
        let name = "job-\(number)"
        let code = number % 5 == 0 ? number % 100 + 1 : 0
        let seconds = Double(Int.random(in: 10...150, using: &random)) / 1000
        text += Manifest.job(
          name, words: [sandbox.path("marks/\(name)"), "\(seconds)", "\(code)"],
          more: ["execSystemId: slots"])
        expected.append(Expectation(job: name, code: code))
      }
      try sandbox.write(text, to: "all.yaml")
      return expected
    }

    private func check(_ expected: [Expectation], _ sandbox: Sandbox) throws {
      let runs = try sandbox.runs()
      #expect(runs.count == expected.count)
      let byJob = Dictionary(grouping: runs, by: \.job)
      for one in expected {
        let marks = (try? sandbox.read("marks/\(one.job)")) ?? ""
        #expect(marks == "ran\n", "\(one.job) ran \(marks.split(separator: "\n").count) times")
        let run = try #require(byJob[one.job]?.first)
        #expect(run.status == (one.code == 0 ? "FINISHED" : "FAILED"), "\(run)")
        #expect(run.exitCode == one.code, "\(run)")
      }
    }

    @Test func `lets two engines at once run each job once`() throws {
      let sandbox = try Sandbox()
      var random = SeededGenerator(seed: 7)
      let expected = try prepare(jobs: 60, sandbox, &random)
      let engines = try (0..<2).map { _ in
        try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      }
      for engine in engines {
        let result = try engine.wait()
        #expect(result.exitCode == 1, "every fifth job fails; \(result)")
      }
      try check(expected, sandbox)
    }

    @Test func `lets another engine take over from one that was killed`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let go = try sandbox.beacon("go")
      let script = "echo up >\(beacon.path); read go <\(go.path); exit 5"
      try sandbox.write(Manifest.app(script) + Manifest.job("one"), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try beacon.line()
      try engine.kill()
      go.send("on")
      let next = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(next.exitCode == 1, "it failed while no engine was there; \(next)")
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED" && run.exitCode == 5, "\(run)")
    }
  }
}
