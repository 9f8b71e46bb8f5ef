import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct HelloTests {
    @Test func `runs the smallest sample to its end`() throws {
      let sandbox = try Sandbox()
      let result = try sandbox.run("apply", "-f", "\(Samples.folder)/hello", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      let run = try sandbox.latest("hello")
      #expect(run.status == "FINISHED" && run.exitCode == 0, "\(run)")
      #expect(try sandbox.run("logs", "job/hello").output == "Hello from Kilim\n")
    }

    @Test func `prints plain lines into a pipe`() throws {
      let sandbox = try Sandbox()
      let result = try sandbox.run("apply", "-f", "\(Samples.folder)/hello", "--yes")
      #expect(!(result.output + result.error).contains("\u{1B}"))
      #expect(result.output.contains("FINISHED"), "\(result)")
    }

    @Test func `asks for --yes nowhere when nothing would be rerun or cancelled`() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("apply", "-f", "\(Samples.folder)/hello").exitCode == 0)
    }

    @Test func `keeps state and folders to their owner`() throws {
      let sandbox = try Sandbox()
      try sandbox.run("apply", "-f", "\(Samples.folder)/hello", "--yes")
      let found = try sandbox.start(
        program: "/usr/bin/find", [sandbox.state, "-maxdepth", "1", "-perm", "/077"]
      ).wait()
      #expect(found.exitCode == 0 && found.output == "", "\(found)")
    }
  }
}
