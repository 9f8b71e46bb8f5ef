import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// What editors, people and other programs get to read.
  @Suite struct ExplainTests {
    @Test func `prints the schema that is in the repository`() throws {
      let sandbox = try Sandbox()
      let all = try sandbox.run("schema")
      #expect(try all.output == file("kilim"))
      #expect(try sandbox.run("schema", "--bare").output == file("tapis"))
      #expect(try sandbox.run("schema", "jobs").output == file("job"))
      let unknown = try sandbox.run("schema", "Jub")
      #expect(unknown.exitCode == 4 && unknown.error.contains("did you mean `Job`?"))
    }

    @Test func `explains a field with an example that can be validated`() throws {
      let sandbox = try Sandbox()
      let result = try sandbox.run("explain", "Job.parameterset.appArgs[].arg")
      #expect(result.exitCode == 0 && result.output.contains("a change makes a new run"))
      let lines = result.output.split(separator: "\n")
      let example = lines.drop { !$0.hasPrefix("  apiVersion") }.joined(separator: "\n")
      let checked = try sandbox.run(
        "validate", "--isolated", "-f", "-", input: example + "\n")
      #expect(checked.exitCode == 0, "\(checked)")
    }

    @Test func `explains a kind as text, as a tree and for programs`() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("explain", "app").output.contains("\n  containerImage  "))
      let tree = try sandbox.run("explain", "app", "--recursive")
      #expect(tree.output.contains("\n        inputMode"))
      let json = try JSONValue(reading: sandbox.run("explain", "app.runtime", "-o", "json").output)
      #expect(json["default"] == "DOCKER" && json["path"] == "spec.runtime")
    }

    @Test func `explains a macro`() throws {
      let result = try Sandbox().run("explain", "${JobUUID}")
      #expect(result.exitCode == 0 && result.output.contains("$_tapisJobUUID"), "\(result)")
    }

    @Test(arguments: [
      ("${JobUUId}", "did you mean `${JobUUID}`?"),
      ("job.maxMinuts", "did you mean `job.spec.maxMinutes`?"), ("jub", "did you mean `Job`?"),
      ("K0299", "did you mean"),
    ])
    func `names what was meant`(subject: String, hint: String) throws {
      let result = try Sandbox().run("explain", subject)
      #expect(result.exitCode == 4 && result.error.contains(hint), "\(result)")
    }

    @Test func `annotates what is wrong`() throws {
      let sandbox = try Sandbox()
      try sandbox.write("a: [\n", to: "bad.yaml")
      let github = try sandbox.run("validate", "-f", "./bad.yaml", "-o", "github")
      #expect(github.exitCode == 1 && github.error == "")
      #expect(github.output.hasPrefix("::error file=bad.yaml,line="))
      let sarif = try sandbox.run("validate", "-f", "\(sandbox.work)/bad.yaml", "-o", "sarif")
      let log = try JSONValue(reading: sarif.output)
      let result = log["runs"]?.items.first?["results"]?.items.first
      let place = result?["locations"]?.items.first?["physicalLocation"]
      #expect(sarif.exitCode == 1 && place?["artifactLocation"]?["uri"] == "bad.yaml")
    }

    @Test(arguments: ["validate", "diff"])
    func `annotates nothing where nothing is wrong`(command: String) throws {
      let sandbox = try Sandbox()
      try sandbox.run("init")
      let sarif = try sandbox.run(command, "-f", ".", "-o", "sarif")
      let log = try JSONValue(reading: sarif.output)
      #expect(log["runs"]?.items.first?["results"] == [])
      #expect(try sandbox.run(command, "-f", ".", "-o", "github").output == "")
      #expect(try sandbox.run("get", "jobs", "-o", "sarif").exitCode == 64)
    }

    private func file(_ name: String) throws -> String {
      try TextFile.read("\(GeneratedSection.root)/specs/schema/\(name).schema.json")
    }
  }
}
