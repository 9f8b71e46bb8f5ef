import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// The forms of `kilim compile`, word for word.
  @Suite struct CompileOutputTests {
    private static let job = """
      ---
      apiVersion: kilim/v1
      kind: App
      metadata: {name: work}
      spec:
        version: "1.0"
        runtime: NATIVE
        command: [/bin/sh, -c, 'echo "$1"', work]
        jobAttributes: {maxMinutes: 3, description: an example}
      ---
      apiVersion: kilim/v1
      kind: Job
      metadata: {name: one}
      spec:
        appId: work
        appVersion: "1.0"
        parameterSet:
          appArgs: [{args: ["it's $HOME"]}, {arg: --live $HOME}]
          envVariables: [{key: LEVEL, value: "1"}]

      """

    private static let golden: String = {
      let parts = #filePath.split(separator: "/").dropLast(2)
      return "/" + parts.joined(separator: "/") + "/Golden/compile"
    }()

    @Test(arguments: ["plan", "json", "script", "env"])
    func `prints a form of a job's plan`(form: String) throws {
      let sandbox = try Sandbox()
      try sandbox.write(Self.job, to: "all.yaml")
      let result = try sandbox.run("compile", "-f", "all.yaml", "-o", form)
      #expect(result.exitCode == 0 && result.error == "", "\(result)")
      let named = try sandbox.run("compile", "one", "-f", "all.yaml", "-o", form)
      #expect(named.output == result.output)
      let typed = try sandbox.run("compile", "job/one", "-f", "all.yaml", "-o", form)
      #expect(typed.output == result.output)
      let text = try withoutPlace(result.output, sandbox)
      try GoldenFile.compare(text, with: "\(Self.golden)/\(form).txt")
    }

    @Test func `the printed script does what the run does`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Self.job, to: "all.yaml")
      let script = try sandbox.run("compile", "-f", "all.yaml", "-o", "script").output
      try sandbox.write(script, to: "script.sh")
      let plan = try sandbox.json(sandbox.run("compile", "-f", "all.yaml", "-o", "json"))
      let output = try #require(plan["directories"]?["output"]?.string)
      let made = try sandbox.start(program: "/bin/mkdir", ["-p", output]).wait()
      #expect(made.exitCode == 0)
      let ran = try sandbox.start(program: "/bin/sh", [sandbox.path("script.sh")]).wait()
      #expect(ran.exitCode == 0, "\(ran)")
      #expect(try TextFile.read("\(output)/tapisjob.out") == "it's $HOME\n")
    }

    @Test func `says what is missing or too much`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Self.job, to: "all.yaml")
      try sandbox.write(Manifest.job("two"), to: "two.yaml")
      func run(_ arguments: String...) throws -> ProcessResult {
        try sandbox.start(["compile"] + arguments).wait()
      }
      let several = try run("-f", "all.yaml", "-f", "two.yaml")
      #expect(several.exitCode == 64 && several.error.contains("one, two"), "\(several)")
      let chosen = try run("two", "-f", "all.yaml", "-f", "two.yaml", "-o", "json")
      #expect(try sandbox.json(chosen)["jobName"] == "two")
      let unknown = try run("oen", "-f", "all.yaml")
      #expect(unknown.exitCode == 4 && unknown.error.contains("one"), "\(unknown)")
      let noJob = try run("app/work", "-f", "all.yaml")
      #expect(noJob.exitCode == 64, "\(noJob)")
      let alone = try run("-f", "two.yaml")
      #expect(alone.exitCode == 1 && alone.error.contains("K0301"), "\(alone)")
      #expect(alone.output == "")
      #expect(try run("-f", "all.yaml", "-o", "toml").exitCode == 64)
      #expect(try run("one").exitCode == 4)
      try sandbox.write(Manifest.app("true"), to: "app.yaml")
      let empty = try run("-f", "app.yaml")
      #expect(empty.exitCode == 1 && empty.error.contains("no job"), "\(empty)")
    }

    /// The sandbox's own paths, the user, and the digest over both, by names.
    private func withoutPlace(_ text: String, _ sandbox: Sandbox) throws -> String {
      let plan = try sandbox.json(sandbox.run("compile", "-f", "all.yaml", "-o", "json"))
      let digest = try #require(plan["digest"]?.string)
      let user = try #require(plan["environment"]?["USER"]?.string)
      return text.replacing(sandbox.root, with: "/ROOT")
        // Quoted in YAML when it begins with a digit.
        .replacing("\"\(digest)\"", with: "DIGEST").replacing(digest, with: "DIGEST")
        .replacing("'\(user)'", with: "'USER'").replacing("\"\(user)\"", with: "\"USER\"")
        .replacing(": \(user)\n", with: ": USER\n")
    }
  }
}
