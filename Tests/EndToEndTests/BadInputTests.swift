import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Every kind of mistake with its message, word for word, in `Tests/BadInput`.
  @Suite struct BadInputTests {
    @Test(arguments: BadInput.cases)
    func `says what is wrong, where, and what to do`(file: String) throws {
      let sandbox = try Sandbox()
      let result = try validate(file, sandbox)
      #expect(result.exitCode == 1, "\(result)")
      #expect(result.error.contains(file) || result.output.contains(file), "\(result)")
      // A hint may name the full path, which is another one each time.
      let text = "\(result)".replacing(sandbox.root, with: "SANDBOX")
      try GoldenFile.compare(text, with: BadInput.golden(file))
    }

    @Test(arguments: BadInput.cases)
    func `creates nothing from it`(file: String) throws {
      let sandbox = try Sandbox()
      try copy(file, sandbox)
      #expect(try sandbox.run("apply", "-f", file, "--yes").exitCode == 1)
      #expect(try sandbox.runs().isEmpty)
    }

    @Test func `reports all mistakes of a manifest at once and each once`() throws {
      let sandbox = try Sandbox()
      try copy("many-mistakes.yaml", sandbox)
      let result = try sandbox.run("validate", "-f", "many-mistakes.yaml", "-o", "json")
      let diagnostics = try sandbox.json(result)["diagnostics"]?.items ?? []
      let errors = diagnostics.filter { $0["severity"] == .string("error") }
      #expect(errors.count == 6, "\(result)")
      #expect(errors.allSatisfy { $0["line"]?.integer != nil && $0["code"]?.string != nil })
    }

    @Test func `ends an alias bomb within its limits`() throws {
      let sandbox = try Sandbox()
      try copy("alias-bomb.yaml", sandbox)
      // 64 MB of address space for data: a bomb that expands would need gigabytes.
      let script = "ulimit -d 65536; exec '\(KilimBinary.path)' validate -f alias-bomb.yaml"
      let result = try sandbox.start(program: "/bin/sh", ["-c", script]).wait(seconds: 30)
      #expect(result.exitCode == 1, "\(result)")
    }

    private func validate(_ file: String, _ sandbox: Sandbox) throws -> ProcessResult {
      try copy(file, sandbox)
      return try sandbox.run("validate", "-f", file)
    }

    /// By `cp`: one of the files is not UTF-8.
    private func copy(_ file: String, _ sandbox: Sandbox) throws {
      let source = "\(BadInput.folder)/\(file)"
      try sandbox.start(program: "/bin/cp", [source, sandbox.path(file)]).wait()
    }
  }
}
