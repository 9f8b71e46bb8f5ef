import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct ImportCommandTests {
    private static let app =
      #"{"id": "a", "version": "1.0", "tenant": "t", "runtime": "ZIP", "#
      + #""containerImage": "tapis://s/a.zip"}"#
    private static let system =
      #"{"id": "s", "systemType": "LINUX", "host": "h", "canExec": false, "rootDir": "/"}"#
    private static let legacy =
      #"{"name": "x", "deploymentPath": "p", "executionSystem": "e", "inputs": []}"#

    private func sandbox() throws -> Sandbox {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("in"))
      try sandbox.write(Self.app, to: "in/a.json")
      try sandbox.write(Self.system, to: "in/s.json")
      return sandbox
    }

    @Test func `prints all documents of a directory as one stream`() throws {
      let sandbox = try sandbox()
      let result = try sandbox.run("import", "tapis", "in")
      #expect(result.exitCode == 0 && result.error == "", "\(result)")
      #expect(
        result.output == """
          # App a@1.0, from in/a.json
          # Left out, since only the Tapis service uses it: tenant
          apiVersion: kilim/v1
          kind: App
          metadata:
            name: a
          spec:
            version: "1.0"
            runtime: ZIP
            containerImage: tapis://s/a.zip
          ---
          # System s, from in/s.json
          apiVersion: kilim/v1
          kind: System
          metadata:
            name: s
          spec:
            systemType: LINUX
            host: h
            rootDir: /
            canExec: false

          """)
      let piped = try sandbox.run("validate", "-f", "-", input: result.output)
      #expect(piped.exitCode == 0, "\(piped)")
      let fromInput = try sandbox.run("import", "tapis", "-", input: Self.system)
      #expect(fromInput.output.hasPrefix("# System s, from <stdin>\n"), "\(fromInput)")
    }

    @Test func `writes a file for each object and overwrites none unasked`() throws {
      let sandbox = try sandbox()
      let first = try sandbox.run("import", "tapis", "in", "--output", "out")
      #expect(first.exitCode == 0, "\(first)")
      #expect(first.output == "out/apps/a-1.0.yaml\nout/systems/s.yaml\n")
      #expect(try sandbox.run("validate", "-f", "out").exitCode == 0)
      try sandbox.write("mine", to: "out/systems/s.yaml")
      let second = try sandbox.run("import", "tapis", "in", "--output", "out")
      #expect(second.exitCode == 3 && second.error.contains("--force"), "\(second)")
      #expect(try sandbox.read("out/systems/s.yaml") == "mine")
      #expect(try sandbox.run("import", "tapis", "in", "--output", "out", "--force").exitCode == 0)
      #expect(try sandbox.read("out/systems/s.yaml").contains("kind: System"))
      #expect(TextFile.names(in: sandbox.path("out/systems")) == ["s.yaml"])
    }

    @Test func `reports what is wrong and writes the other files`() throws {
      let sandbox = try sandbox()
      try sandbox.write(Self.legacy, to: "in/old.json")
      try sandbox.write(#"{"id": "b", "systemType": "LINUKS"}"#, to: "in/bad.json")
      let result = try sandbox.run("import", "tapis", "in", "--output", "out")
      #expect(result.exitCode == 1)
      #expect(result.error.contains("K0210") && result.error.contains("containerImage"))
      #expect(result.error.contains("did you mean `LINUX`?"), "\(result)")
      #expect(result.output == "out/apps/a-1.0.yaml\nout/systems/s.yaml\n")
    }

    @Test func `imports what this version may not be able to run`() throws {
      let sandbox = try sandbox()
      try sandbox.write(
        #"{"name": "j", "appId": "c", "appVersion": "1", "jobType": "BATCH"}"#, to: "in/j.json")
      try sandbox.write(
        #"{"id": "c", "version": "1", "runtime": "DOCKER", "containerImage": "busybox"}"#,
        to: "in/c.json")
      let result = try sandbox.run("import", "tapis", "in", "--output", "out")
      #expect(result.exitCode == 0 && result.error == "", "\(result)")
      #expect(
        try sandbox.read("out/jobs/j.yaml").contains(
          "# nothing says maxMinutes and memoryMB, so a run gets maxMinutes 10 and memoryMB 100\n"))
    }

    @Test func `keeps two of one name apart and says so`() throws {
      let sandbox = try sandbox()
      try sandbox.write(Self.app, to: "in/b.json")
      let result = try sandbox.run("import", "tapis", "in", "--output", "out")
      #expect(result.exitCode == 0, "\(result)")
      #expect(TextFile.names(in: sandbox.path("out/apps")) == ["a-1.0-2.yaml", "a-1.0.yaml"])
      let second = try sandbox.read("out/apps/a-1.0-2.yaml")
      #expect(second.contains("# The same name is declared in in/a.json, line 1: keep one of them"))
    }

    @Test(arguments: ["../x", "a/b", ".x", "-x"])
    func `refuses a name that is no file's name`(version: String) throws {
      let sandbox = try Sandbox()
      let job = #"{"name": "\#(version)", "appId": "a", "appVersion": "1"}"#
      let app = Self.app.replacing("1.0", with: version)
      try sandbox.write(version.contains("/") ? app : job, to: "x.json")
      let result = try sandbox.run("import", "tapis", "x.json", "--output", "out")
      #expect(result.exitCode == 1 && result.error.contains("name of a file"), "\(result)")
      #expect(!sandbox.exists("out"))
      #expect(try sandbox.run("import", "tapis", "x.json").exitCode == 0)
    }

    @Test(arguments: ["hello/hello.yaml", "digits/digits.yaml"])
    func `a sample compiles to the same plan afterwards`(sample: String) throws {
      let sandbox = try Sandbox()
      let folder = sample.split(separator: "/")[0]
      let file = "\(Samples.folder)/\(sample)"
      let copy = try sandbox.start(
        program: "/bin/cp", ["-r", "\(Samples.folder)/\(folder)", sandbox.path("sample")]
      ).wait()
      #expect(copy.exitCode == 0)
      let name = "sample/" + sample.split(separator: "/")[1]
      let imported = try sandbox.run("import", "tapis", name)
      #expect(imported.exitCode == 0, "\(imported) \(file)")
      try sandbox.write(imported.output, to: "sample/imported.yaml")
      let plans = try [name, "sample/imported.yaml"].map { path in
        try sandbox.run("compile", "-f", path, "-o", "json")
      }
      #expect(plans[0].exitCode == 0, "\(plans[0])")
      #expect(plans[0].output == plans[1].output)
    }

    @Test func `answers wrong arguments and missing files`() throws {
      let sandbox = try sandbox()
      #expect(try sandbox.run("import", "tapis").exitCode == 64)
      #expect(try sandbox.run("import", "tapis", "in", "--force").exitCode == 64)
      let missing = try sandbox.run("import", "tapis", "none.json")
      #expect(missing.exitCode == 1 && missing.error.contains("none.json"), "\(missing)")
    }
  }
}
