import Glibc
import KilimModel
import Testing

@testable import KilimLaunch

struct StopTests {
  @Test(
    arguments: [
      // Plain; ignoring SIGTERM; stopped; in groups and sessions of their own; daemons.
      ("exec sleep 1000", 15), ("trap '' TERM; sleep 1000; sleep 1000", 9),
      ("kill -STOP $$; sleep 1000", 15),
      ("setsid sleep 1000 & echo $! >> pids; sleep 1000", 15),
      ("(setsid sh -c 'sh -c \"echo \\$\\$ >> pids; exec sleep 1000\" &' &) ; sleep 1000", 15),
      ("env -i setsid sleep 1000 & echo $! >> pids; sleep 1000", 15),
    ] as [(String, Int32)])
  func `cancel ends the whole tree, and only then says so`(script: String, signal: Int32) throws {
    let scene = try LauncherScene()
    let request = scene.shell(script, grace: 1)
    try scene.client.submit([request])
    let process = try scene.started(request.token)
    if script.contains("pids") { try scene.waitUntil { scene.text(of: "pids") != nil } }
    if script.contains("STOP") {
      try scene.waitUntil { readText("/proc/\(process)/stat")?.contains(") T ") == true }
    }
    if script.contains("trap") {
      try scene.waitUntil {
        readText("/proc/\(process)/status")?.contains("SigIgn:\t0000000000004000") == true
      }
    }
    try scene.client.cancel([request.token])
    let exit = try #require(scene.lastEvents(of: [request.token])[request.token]?.exit)
    #expect(exit.cancelled)
    #expect(exit.end == .signalled(signal: signal))
    #expect(!isAlive(process))
    for left in (scene.text(of: "pids") ?? "").split(separator: "\n").compactMap({ Int32($0) }) {
      #expect(!isAlive(left))
    }
  }

  @Test func `what waits is cancelled at once`() throws {
    let scene = try LauncherScene(slots: 1)
    let requests = [scene.shell("sleep 1000"), scene.shell("true"), scene.shell("exit 3")]
    try scene.client.submit(requests)
    _ = try scene.started(requests[0].token)
    try scene.client.cancel([requests[1].token])
    guard case .cancelledBeforeStart = try scene.lastEvents(of: [requests[1].token]).values.first
    else {
      Issue.record("it was not cancelled while it waited")
      return
    }
    try scene.client.cancel([requests[0].token])
    let rest = try scene.lastEvents(of: [requests[0].token, requests[2].token])
    #expect(rest[requests[2].token]?.exit?.end == .exited(code: 3))
    #expect(scene.text(of: "out2") == nil)
  }

  @Test(
    arguments: [
      ("exec sleep 1000", .signalled(signal: 15)),
      ("trap '' TERM; sleep 1000; sleep 1000", .signalled(signal: 9)),
      ("trap 'exit 9' TERM; while :; do sleep 0.01; done", .exited(code: 9)),
    ] as [(String, ProgramEnd)])
  func `ends a program past its time limit`(script: String, end: ProgramEnd) throws {
    let scene = try LauncherScene()
    let request = scene.shell(script, limit: 1, grace: 1)
    let exit = try #require(scene.run([request])[request.token]?.exit)
    #expect(exit.timedOut && !exit.cancelled)
    #expect(exit.end == end)
  }

  @Test func `a program within its limit, and one without, are left alone`() throws {
    let scene = try LauncherScene()
    let requests = [scene.shell("exit 0", limit: 3600), scene.shell("exit 0", limit: .max)]
    let events = try scene.run(requests)
    #expect(events.values.allSatisfy { $0.exit?.timedOut == false })
  }
}
