import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct ProgressTests {
    @Test func `shows live progress on a terminal`() throws {
      let sandbox = try prepared("true")
      let terminal = try sandbox.startInTerminal("apply", "-f", "all.yaml", "--yes")
      #expect(try terminal.wait() == 0)
      #expect(terminal.screen.contains("\u{1B}["), "\(terminal.screen.debugDescription)")
      #expect(terminal.screen.contains(/finished/.ignoresCase()))
    }

    @Test func `uses no colour with NO_COLOR`() throws {
      let sandbox = try prepared("true")
      sandbox.environment["NO_COLOR"] = "1"
      let terminal = try sandbox.startInTerminal("apply", "-f", "all.yaml", "--yes")
      #expect(try terminal.wait() == 0)
      #expect(!terminal.screen.contains(/\u{1B}\[[0-9;]*m/), "\(terminal.screen.debugDescription)")
    }

    @Test func `asks on a terminal before it reruns and takes no for an answer`() throws {
      let sandbox = try prepared("echo a", words: ["1"])
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      try sandbox.write(Manifest.app("echo a") + Manifest.job("one", words: ["2"]), to: "all.yaml")
      let terminal = try sandbox.startInTerminal("apply", "-f", "all.yaml")
      #expect(terminal.shows("[y/N]"), "\(terminal.screen)")
      terminal.type("n\n")
      #expect(try terminal.wait() != 0)
      #expect(try sandbox.latest("one").number == 1)
    }

    @Test func `detaches on Ctrl-C and the job goes on`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let go = try sandbox.beacon("go")
      let script = "echo up >\(beacon.path); read go <\(go.path); echo done >\(beacon.path)"
      try sandbox.write(Manifest.app(script) + Manifest.job("one"), to: "all.yaml")
      let terminal = try sandbox.startInTerminal("apply", "-f", "all.yaml", "--yes")
      #expect(try beacon.line() == "up")
      terminal.type("\u{3}")
      _ = try terminal.wait(seconds: 20)
      #expect(terminal.screen.contains("kilim"), "says how to come back; \(terminal.screen)")
      go.send("on")
      #expect(try beacon.line() == "done")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      #expect(try sandbox.latest("one").status == "FINISHED")
    }

    @Test func `leaves its jobs alone when its terminal is closed`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let go = try sandbox.beacon("go")
      let script = "echo up >\(beacon.path); read go <\(go.path); echo done >\(beacon.path)"
      try sandbox.write(Manifest.app(script) + Manifest.job("one"), to: "all.yaml")
      do {
        let terminal = try sandbox.startInTerminal("apply", "-f", "all.yaml", "--yes")
        #expect(try beacon.line() == "up")
        kill(terminal.identifier, SIGHUP)
      }
      go.send("on")
      #expect(try beacon.line() == "done")
    }

    private func prepared(_ script: String, words: [String] = []) throws -> Sandbox {
      let sandbox = try Sandbox()
      try sandbox.write(
        Manifest.app(script) + Manifest.job("one", words: words), to: "all.yaml")
      return sandbox
    }
  }
}
