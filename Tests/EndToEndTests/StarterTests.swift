import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// What `kilim init` writes is what a newcomer sees first.
  @Suite struct StarterTests {
    @Test(arguments: [("hello", "greeting"), ("zip", "count-verse")])
    func `a starter tree is free of problems and runs to its end`(
      template: String, job: String
    ) throws {
      let sandbox = try Sandbox()
      let made = try sandbox.run("init", "demo", "--template", template)
      #expect(made.exitCode == 0 && made.error == "now: kilim apply -f demo\n", "\(made)")
      let checked = try sandbox.run("validate", "-f", "demo", "-o", "json")
      #expect(try sandbox.json(checked)["diagnostics"] == .array([]))
      let applied = try sandbox.run("apply", "-f", "demo")
      #expect(applied.exitCode == 0, "\(applied)")
      let run = try sandbox.latest(job)
      #expect(run.status == "FINISHED" && run.exitCode == 0, "\(run)")
      #expect(try sandbox.run("diff", "-f", "demo").exitCode == 0)
    }

    @Test func `the example prints and keeps what its README says`() throws {
      let sandbox = try Sandbox()
      try sandbox.run("init")
      #expect(try sandbox.read("README.md").contains("kilim logs greeting        # Hello, Kilim!"))
      #expect(try sandbox.run("apply", "-f", ".").exitCode == 0)
      #expect(try sandbox.run("logs", "greeting").output == "Hello, Kilim!\n")
      let words = try sandbox.read("jobs/greeting.yaml")
      try sandbox.write(
        words.replacing("value: Kilim", with: "value: moon"), to: "jobs/greeting.yaml")
      let diff = try sandbox.run("diff", "-f", ".")
      #expect(diff.exitCode == 2 && diff.output.contains("[WHOM].value: Kilim → moon"), "\(diff)")
      #expect(try sandbox.run("apply", "-f", ".", "--yes").exitCode == 0)
      #expect(try sandbox.run("logs", "greeting").output == "Hello, moon!\n")
    }

    @Test func `the cluster's tree has nothing but what a version cannot run yet`() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("init", "--template", "slurm").exitCode == 0)
      let checked = try sandbox.run("validate", "-f", ".", "-o", "json")
      let diagnostics = try #require(try sandbox.json(checked)["diagnostics"]?.items)
      #expect(diagnostics.allSatisfy { $0["code"] == "K0214" }, "\(checked)")
    }

    @Test func `nothing is overwritten, and then nothing is written`() throws {
      let sandbox = try Sandbox()
      try sandbox.write("mine", to: "README.md")
      let refused = try sandbox.run("init")
      #expect(refused.exitCode == 3 && refused.error.contains("README.md is there"), "\(refused)")
      #expect(TextFile.names(in: sandbox.work) == ["README.md"])
      #expect(try sandbox.run("init", "x", "--template", "y").exitCode == 64)
    }
  }
}
