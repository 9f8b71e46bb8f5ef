import Glibc
import KilimTestSupport
import Testing

/// The surroundings of the end-to-end tests themselves: they must see what they are to judge.
@Suite struct SandboxTests {
  @Test func `captures both streams, the exit code and the input`() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.start(
      program: "/bin/sh", ["-c", "cat; echo bad >&2; exit 7"], input: "in\n"
    ).wait()
    #expect(result.exitCode == 7 && result.output == "in\n" && result.error == "bad\n")
  }

  @Test func `passes its own environment and no other`() throws {
    let sandbox = try Sandbox()
    sandbox.environment["EXTRA"] = "1"
    let result = try sandbox.start(program: "/usr/bin/env", []).wait()
    let names = Set(result.output.split(separator: "\n").map { $0.prefix { $0 != "=" } })
    #expect(names == ["EXTRA", "HOME", "KILIM_STATE", "LC_ALL", "PATH", "TERM"])
  }

  @Test func `tells a signal from an exit code`() throws {
    let sandbox = try Sandbox()
    let process = try sandbox.start(program: "/bin/sleep", ["1030"])
    #expect(try process.wait(milliseconds: 0) == nil)
    #expect(try process.kill().exitCode == 128 + Int(SIGKILL))
  }

  @Test func `gives a program a terminal, its keys and its interrupt`() throws {
    let sandbox = try Sandbox()
    let script = "test -t 0 && test -t 1 && echo ready; exec cat"
    let terminal = try sandbox.startInTerminal(program: "/bin/sh", ["-c", script])
    #expect(terminal.shows("ready"))
    terminal.type("hello\n")
    // Once from the terminal's echo, once from cat, which then surely waits for the next line.
    #expect(terminal.shows("hello\r\nhello"))
    terminal.type("\u{3}")
    #expect(try terminal.wait() == 128 + Int(SIGINT))
  }

  @Test func `hears a job through a beacon and answers it`() throws {
    let sandbox = try Sandbox()
    let beacon = try sandbox.beacon()
    let go = try sandbox.beacon("go")
    let process = try sandbox.start(
      program: "/bin/sh", ["-c", "echo up >beacon; read word <go; test $word = on"])
    #expect(try beacon.line() == "up")
    go.send("on")
    #expect(try process.wait().exitCode == 0)
  }

  @Test func `finds and ends what detached itself, and leaves no folder`() throws {
    let sandbox = try Sandbox()
    let beacon = try sandbox.beacon()
    let script = "setsid -f sh -c 'echo $$ >beacon; exec sleep 1032'"
    #expect(try sandbox.start(program: "/bin/sh", ["-c", script]).wait().exitCode == 0)
    let process = try #require(Int32(beacon.line()))
    #expect(ProcessCensus.processes(of: sandbox.root).contains(process))
    ProcessCensus.end(sandbox.root)
    #expect(!ProcessCensus.isAlive(process))
    #expect(ProcessCensus.processes(of: sandbox.root).isEmpty)
  }

  @Test func `removes its folder with all that is in it`() throws {
    var root = ""
    do {
      let sandbox = try Sandbox()
      root = sandbox.root
      try sandbox.write("x", to: "a/b/c")
      #expect(try sandbox.read("a/b/c") == "x")
    }
    #expect(!TextFile.exists(root))
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"))
  func `fills a small disk and empties it`() throws {
    let sandbox = try Sandbox()
    let disk = try SmallDisk.mounted(in: sandbox, megabytes: 2)
    try disk.fill()
    #expect(throws: TestFailure.self) { try TextFile.write("more", to: disk.path + "/more") }
    disk.empty()
    try TextFile.write("more", to: disk.path + "/more")
  }

  @Test func `draws the same numbers for a seed`() {
    var generator = SeededGenerator(seed: 1)
    // The first two numbers of SplitMix64 for the seed 1, by its published C code.
    #expect(generator.next() == 0x910A_2DEC_8902_5CC1)
    #expect(generator.next() == 0xBEEB_8DA1_658E_EC67)
  }

  @Test func `receives webhooks and refuses as many as it was told`() throws {
    let sandbox = try Sandbox()
    let receiver = try WebhookReceiver(in: sandbox, refusing: 1)
    let post =
      "import urllib.request as u, sys\n"
      + "for n in range(2):\n  try: u.urlopen(sys.argv[1], data=b'{\"n\": %d}' % n)\n"
      + "  except OSError: pass\n"
    let result = try sandbox.start(
      program: "/usr/bin/python3", ["-c", post, "http://127.0.0.1:\(receiver.port)/"]
    ).wait()
    #expect(result.exitCode == 0, "\(result)")
    #expect(try receiver.body().text == #"{"n":1}"#)
  }
}
