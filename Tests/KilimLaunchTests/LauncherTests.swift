import Glibc
import KilimModel
import Testing

@testable import KilimLaunch

struct LauncherTests {
  @Test(
    arguments: [
      ("exit 0", .exited(code: 0), "0\n"), ("exit 7", .exited(code: 7), "7\n"),
      ("exit 255", .exited(code: 255), "255\n"),
      ("kill -TERM $$", .signalled(signal: 15), "143\n"),
      ("kill -KILL $$", .signalled(signal: 9), "137\n"),
      ("kill -HUP $$", .signalled(signal: 1), "129\n"),
    ] as [(String, ProgramEnd, String)])
  func `records how a program ended`(script: String, end: ProgramEnd, code: String) throws {
    let scene = try LauncherScene()
    let request = scene.shell(script)
    let exit = try #require(scene.run([request])[request.token]?.exit)
    #expect(exit.end == end)
    #expect(!exit.cancelled && !exit.timedOut)
    #expect(exit.ended >= exit.started)
    #expect(exit.peakMemoryKiB > 0)
    #expect(scene.text(of: "code1") == code)
  }

  @Test func `keeps the streams apart, or merges them in order`() throws {
    let scene = try LauncherScene()
    let script = ["sh", "-c", "echo a; echo b >&2; echo c"]
    _ = try scene.run([scene.request(script), scene.request(script, merged: true)])
    #expect(scene.text(of: "out1") == "a\nc\n")
    #expect(scene.text(of: "err1") == "b\n")
    #expect(scene.text(of: "out2") == "a\nb\nc\n")
  }

  @Test func `gives the environment that was asked for, the directory, and no descriptors`() throws
  {
    let scene = try LauncherScene()
    let environment = ["PATH=/usr/bin:/bin", "A=1", "B=x y", "EMPTY="]
    let requests = [
      scene.request(["env"], environment: environment),
      scene.request([
        "sh", "-c",
        "pwd; for i in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$i ] && echo $i; done; cat; echo end",
      ]),
    ]
    _ = try scene.run(requests)
    #expect(
      scene.text(of: "out1")
        == "_kilimAttempt=\(requests[0].token.hex)\n" + environment.joined(separator: "\n") + "\n")
    #expect(scene.text(of: "out2") == "\(scene.directory)\n0\n1\n2\nend\n")
  }

  @Test func `a session of its own, default signals, nothing blocked`() throws {
    let scene = try LauncherScene()
    let script = "ps -o sid= -p $$; echo $$; grep -E 'Sig(Blk|Ign)' /proc/self/status"
    _ = try scene.run([scene.shell(script)])
    let lines = try #require(scene.text(of: "out1")).split(separator: "\n").map {
      $0.filter { !$0.isWhitespace }
    }
    #expect(lines.count == 4)
    #expect(lines.first == lines.dropFirst().first)
    #expect(lines.suffix(2) == ["SigBlk:0000000000000000", "SigIgn:0000000000000000"])
  }

  @Test func `says in the user's words why nothing was started`() throws {
    let scene = try LauncherScene()
    try "echo no line".write(to: scene.path("plain"), mode: 0o755)
    try "#!/no/such/sh\n".write(to: scene.path("badline"), mode: 0o755)
    try "#!/bin/sh\n".write(to: scene.path("locked"), mode: 0o644)
    var elsewhere = scene.shell("true")
    elsewhere.workingDirectory = scene.path("nowhere")
    var noOutput = scene.shell("true")
    noOutput.standardOutput = scene.path("nowhere/out")
    let cases: [(LaunchRequest, String)] = [
      (scene.request(["foo"]), "there is no program \"foo\" in PATH (/usr/bin:/bin)"),
      (
        scene.request(["foo"], environment: []),
        "there is no PATH in the environment of the program, so \"foo\" cannot be found; "
          + "give its full path"
      ),
      (scene.request(["/no/foo"]), "there is no program /no/foo"),
      (
        scene.request(["./plain"]),
        "./plain is not a program: a script needs a first line like #!/bin/sh, "
          + "a binary must be for this machine"
      ),
      (scene.request(["./badline"]), "the interpreter /no/such/sh of ./badline does not exist"),
      (
        scene.request(["./locked"]),
        "cannot execute ./locked: permission denied (is it a file with execute permission?)"
      ),
      (elsewhere, "the working directory \(scene.path("nowhere")) does not exist"),
      (
        noOutput,
        "cannot open the output file \(scene.path("nowhere/out")): no such file or directory"
      ),
      (scene.request([]), "the command is empty"),
      (
        scene.request(["true", "a\0b"]),
        "an argument, a variable or a path contains a NUL byte: \"a\\0b\""
      ),
    ]
    let events = try scene.run(cases.map(\.0))
    for (request, expected) in cases {
      guard case .failedToStart(_, let reason, _) = events[request.token] else {
        Issue.record("\(expected): \(String(describing: events[request.token]))")
        continue
      }
      #expect(reason == expected)
    }
  }

  @Test(arguments: [1, 2, 64])
  func `runs each of many programs exactly once, never more at once than slots`(
    slots: Int
  ) throws {
    let scene = try LauncherScene(slots: slots)
    let requests = (0..<400).map { index in
      var request = scene.request(
        ["/bin/sh", "-c", "echo \(index) >> all; echo +; echo -"], merged: true)
      request.standardOutput = scene.path("log")
      request.standardError = scene.path("log")
      request.exitCodeFile = nil
      return request
    }
    // Twice: the second time is a no-op.
    try scene.client.submit(requests)
    let events = try scene.run(requests)
    #expect(events.values.allSatisfy { $0.exit?.end == .exited(code: 0) })
    let all = try #require(scene.text(of: "all")).split(separator: "\n").compactMap { Int($0) }
    #expect(all.sorted() == Array(0..<400))
    if slots == 1 { #expect(all == Array(0..<400)) }
    try expectOverlap(atMost: slots, events)
  }

  private func expectOverlap(
    atMost slots: Int, _ events: [LaunchToken: LaunchEvent]
  ) throws {
    let exits = events.values.compactMap(\.exit)
    // An end counts before a start of the same millisecond.
    let moments = (exits.map { ($0.started, 1) } + exits.map { ($0.ended, -1) })
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var running = 0
    for (_, change) in moments {
      running += change
      #expect(running <= slots)
    }
  }

  @Test func `groups have slots of their own, which may change`() throws {
    let scene = try LauncherScene(slots: 0)
    try scene.client.setSlots(1, group: "other")
    let held = scene.shell("true")
    let free = scene.request(["true"], group: "other")
    try scene.client.submit([held])
    _ = try scene.run([free])
    #expect(try scene.client.attach([held.token]) == [held.token: .queued])
    try scene.client.setSlots(1, group: "local")
    #expect(try scene.lastEvents(of: [held.token])[held.token]?.exit?.end == .exited(code: 0))
  }

  @Test func `a descendant that was left in the group is ended before the end is told`() throws {
    let scene = try LauncherScene()
    let request = scene.shell("sleep 1000 & echo $!; exit 5")
    let exit = try #require(scene.run([request])[request.token]?.exit)
    #expect(exit.end == .exited(code: 5))
    #expect(!exit.cancelled)
    let left = try #require(scene.text(of: "out1").flatMap { Int32($0.dropLast()) })
    #expect(!isAlive(left))
  }

  @Test func `a daemon that was left in a session of its own is ended soon after`() throws {
    let scene = try LauncherScene()
    let request = scene.shell(
      "setsid sh -c 'echo $$ > pid; exec sleep 1000' & while [ ! -s pid ]; do sleep 0.01; done")
    _ = try scene.run([request])
    let left = try #require(scene.text(of: "pid").flatMap { Int32($0.dropLast()) })
    try scene.waitUntil { !isAlive(left) }
  }

  @Test func `forgets what is acknowledged, and remembers the rest`() throws {
    let scene = try LauncherScene()
    let requests = [scene.shell("exit 1"), scene.shell("exit 2")]
    _ = try scene.run(requests)
    try scene.client.acknowledge([requests[0].token])
    let evidence = try scene.client.attach(requests.map(\.token))
    #expect(evidence[requests[0].token] == .notClaimed)
    guard case .ended(let exit) = evidence[requests[1].token] else {
      Issue.record("\(evidence)")
      return
    }
    #expect(exit.end == .exited(code: 2))
  }

  @Test func `leaves when it is idle, and the next client starts another`() throws {
    let scene = try LauncherScene()
    let first = scene.shell("exit 4")
    _ = try scene.run([first])
    let process = try #require(scene.launcherProcess)
    // An engine that is there keeps it; the new client is made before the old one goes.
    try scene.reconnect()
    #expect(scene.launcherProcess == process)
    scene.leave()
    try scene.waitUntil { !isAlive(process) }
    try scene.reconnect()
    #expect(try scene.client.attach([first.token])[first.token]?.exit?.end == .exited(code: 4))
    #expect(scene.launcherProcess != process)
  }
}
