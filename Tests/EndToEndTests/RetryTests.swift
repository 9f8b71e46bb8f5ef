import KilimTestSupport
import Testing

extension EndToEnd {
  /// Product section 6: attempts, dependencies, suspension.
  @Suite struct RetryTests {
    private static let retry = "retry: {limit: 3, on: [ApplicationError], backoff: 0s}"
    /// Counts its starts in the file `$1`; fails until there are `$2`.
    private static let flaky = #"echo x >>"$1"; test "$(wc -l <"$1")" -ge "$2""#

    @Test func `tries again until it succeeds, and tells of every attempt`() throws {
      let sandbox = try Sandbox()
      let job = Manifest.job("one", words: [sandbox.path("log"), "3"], more: [Self.retry])
      try sandbox.write(Manifest.app(Self.flaky) + job, to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml")
      #expect(result.exitCode == 0, "\(result)")
      let text = try sandbox.run("describe", "job/one").output
      #expect(text.contains("attempt 3 of 4 starts at"), "\(text)")
      let run = try sandbox.latest("one")
      #expect(run.number == 1 && run.status == "FINISHED", "\(run)")
      #expect(try sandbox.read("log") == "x\nx\nx\n")
    }

    @Test func `blocks behind a failure, names the command that helps, and goes on after it`()
      throws
    {
      let sandbox = try Sandbox()
      try sandbox.write(
        Manifest.app(#"test "$1" != a -o -e "$2""#)
          + Manifest.job("b", words: ["b"], more: ["dependsOn: [job/a]"])
          + Manifest.job("a", words: ["a", sandbox.path("flag")]), to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml")
      #expect(result.exitCode == 1, "\(result)")
      #expect(try sandbox.latest("b").status == "BLOCKED")
      let text = try sandbox.run("describe", "job/b").output
      #expect(text.contains("kilim retry job/a"), "\(text)")
      try sandbox.write("", to: "flag")
      let again = try sandbox.run("retry", "job/a")
      #expect(again.exitCode == 0, "\(again)")
      let run = try sandbox.latest("b")
      #expect(run.number == 1 && run.status == "FINISHED", "\(run)")
    }

    @Test func `suspends and resumes`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true") + Manifest.job("one"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--wait", "accepted").exitCode == 0)
      #expect(try sandbox.run("suspend", "one").exitCode == 0)
      #expect(try sandbox.run("apply", "-f", "all.yaml").exitCode == 0)
      #expect(try sandbox.latest("one").status == "PAUSED")
      let text = try sandbox.run("describe", "job/one").output
      #expect(text.contains("kilim resume job/one"), "\(text)")
      let resumed = try sandbox.run("resume", "job/one")
      #expect(resumed.exitCode == 0, "\(resumed)")
      #expect(try sandbox.latest("one").status == "FINISHED")
      #expect(try sandbox.run("resume", "job/nobody").exitCode != 0)
      #expect(try sandbox.run("suspend", "app/work@1.0").exitCode != 0)
    }

    @Test func `starts each attempt once, however often the engine is killed around it`() throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("marks"))
      let jobs = (1...40).map { "job-\($0)" }
      let manifest = jobs.map { name in
        Manifest.job(
          name, words: [sandbox.path("marks/\(name)"), "3"],
          more: ["execSystemId: slots", Self.retry])
      }
      try sandbox.write(
        Manifest.system("slots", slots: 2, folder: sandbox.path("jobs"))
          + Manifest.app(Self.flaky) + manifest.joined(), to: "all.yaml")
      var random = SeededGenerator(seed: 4711)
      var kills = 0
      while kills < 60 {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 20...(120 + 5 * kills), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      let last = try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 120)
      #expect(last.exitCode == 0, "\(last)")
      #expect(kills > 0)
      for name in jobs {
        #expect(try sandbox.read("marks/\(name)") == "x\nx\nx\n", "\(name) after \(kills) kills")
        let run = try sandbox.latest(name)
        #expect(run.number == 1 && run.status == "FINISHED", "\(run)")
      }
    }
  }
}
