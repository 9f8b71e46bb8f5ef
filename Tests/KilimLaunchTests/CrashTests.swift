import Glibc
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimLaunch

struct CrashTests {
  @Test func `programs outlive the engine, and are found again`() throws {
    let scene = try LauncherScene(slots: 2)
    let requests = [
      scene.shell("while [ ! -e go ]; do sleep 0.01; done; exit 6"), scene.shell("exit 7"),
      scene.shell("exit 8"),
    ]
    try scene.client.submit(requests)
    let process = try scene.started(requests[0].token)
    try scene.reconnect()
    let evidence = try scene.client.attach(requests.map(\.token))
    guard case .running(process, _) = evidence[requests[0].token] else {
      Issue.record("\(evidence)")
      return
    }
    try "".write(to: scene.path("go"), mode: 0o600)
    // Events that came before the question are told by the answer, later ones by events.
    var exits: [LaunchToken: Int32] = [:]
    for (token, one) in evidence {
      if case .exited(let code) = one.exit?.end { exits[token] = code }
    }
    let rest = requests.map(\.token).filter { exits[$0] == nil }
    for (token, event) in try scene.lastEvents(of: rest) {
      if case .exited(let code) = event.exit?.end { exits[token] = code }
    }
    #expect(requests.map { exits[$0.token] } == [6, 7, 8])
  }

  @Test func `engines that come at once get one launcher`() async throws {
    let scene = try LauncherScene()
    _ = try scene.run([scene.shell("true")])
    try scene.killLauncher()
    // Longer than any machine makes this test wait between two of its clients.
    scene.options.idleMilliseconds = 3_600_000
    let (directory, options) = (scene.directory, scene.options)
    let requests = (0..<8).map { _ in scene.shell("echo $PPID") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for request in requests {
        group.addTask {
          let client = try LauncherClient(
            directory: directory, executable: LauncherScene.kilim, options: options)
          try client.submit([request])
          _ = try client.attach([request.token])
        }
      }
      try await group.waitForAll()
    }
    let evidence = try attachAnew(scene, requests.map(\.token))
    _ = try scene.lastEvents(of: evidence.filter { $0.value.exit == nil }.map(\.key))
    let launchers = Set((2...9).compactMap { scene.text(of: "out\($0)") })
    #expect(launchers == ["\(try #require(scene.launcherProcess))\n"])
  }

  @Test func `a killed launcher's programs run on, and their end is not guessed`() throws {
    let scene = try LauncherScene(slots: 1)
    let running = scene.shell("while [ ! -e go ]; do sleep 0.01; done; exit 0")
    let waiting = scene.shell("exit 3")
    let done = scene.shell("exit 4")
    _ = try scene.run([done])
    try scene.client.submit([running, waiting])
    let process = try scene.started(running.token)
    try scene.killLauncher()
    #expect(throws: LaunchError.gone) { while true { _ = try scene.client.receive() } }

    try scene.reconnect(slots: 1)
    let evidence = try scene.client.attach([running.token, waiting.token, done.token])
    #expect(evidence[done.token]?.exit?.end == .exited(code: 4))
    #expect(evidence[waiting.token] == .notClaimed)
    guard case .running(process, _) = evidence[running.token] else {
      Issue.record("\(evidence)")
      return
    }
    // It takes a slot: what is submitted again waits for it.
    try scene.client.submit([running, waiting])
    #expect(try scene.client.attach([waiting.token]) == [waiting.token: .queued])
    try "".write(to: scene.path("go"), mode: 0o600)
    let events = try scene.lastEvents(of: [running.token, waiting.token])
    #expect(events[waiting.token]?.exit?.end == .exited(code: 3))
    guard case .lost(_, let reason) = events[running.token] else {
      Issue.record("\(events)")
      return
    }
    #expect(
      reason == "the launcher was killed while process \(process) ran; it has ended, "
        + "how is not known")
    #expect(scene.text(of: "out1") == "")
  }

  @Test func `what ended while no launcher lived is lost`() throws {
    let scene = try LauncherScene()
    let request = scene.shell("while [ ! -e go ]; do sleep 0.01; done; exit 0")
    try scene.client.submit([request])
    let process = try scene.started(request.token)
    try scene.killLauncher()
    try "".write(to: scene.path("go"), mode: 0o600)
    try scene.waitUntil { !isAlive(process) }
    try scene.reconnect()
    #expect(
      try scene.client.attach([request.token]) == [
        request.token: .lost(
          reason: "the launcher was killed while process \(process) ran; the process is gone, "
            + "how it ended is not known")
      ])
  }

  @Test func `a launcher that is told to leave starts nothing more and sees its programs end`()
    throws
  {
    let scene = try LauncherScene(slots: 1)
    let requests = [
      scene.shell("while [ ! -e go ]; do sleep 0.01; done; exit 6"), scene.shell("exit 7"),
    ]
    try scene.client.submit(requests)
    _ = try scene.started(requests[0].token)
    let process = try #require(scene.launcherProcess)
    kill(process, SIGTERM)
    try "".write(to: scene.path("go"), mode: 0o600)
    let events = try scene.lastEvents(of: [requests[0].token])
    #expect(events[requests[0].token]?.exit?.end == .exited(code: 6))
    try scene.waitUntil { !isAlive(process) }
    let evidence = try attachAnew(scene, requests.map(\.token))
    #expect(evidence[requests[0].token]?.exit?.end == .exited(code: 6))
    #expect(evidence[requests[1].token] == .notClaimed)
  }

  @Test func `an adopted program can be cancelled, with its tree`() throws {
    let scene = try LauncherScene()
    let request = scene.shell("setsid sleep 1000 & echo $! > pids; sleep 1000")
    try scene.client.submit([request])
    let process = try scene.started(request.token)
    try scene.waitUntil { scene.text(of: "pids")?.hasSuffix("\n") == true }
    try scene.killLauncher()
    try scene.reconnect()
    _ = try scene.client.attach([request.token])
    try scene.client.cancel([request.token])
    guard case .lost = try scene.lastEvents(of: [request.token])[request.token] else {
      Issue.record("it has an end that nobody saw")
      return
    }
    let left = try #require(scene.text(of: "pids").flatMap { Int32($0.dropLast()) })
    #expect(!isAlive(process))
    #expect(!isAlive(left))
  }

  @Test func `after a restart of the machine, what was claimed is lost and the rest is safe`()
    throws
  {
    let scene = try LauncherScene(bootID: "first", slots: 1)
    let ended = scene.shell("exit 5")
    let running = scene.shell("exec sleep 1000")
    let never = scene.shell("true")
    _ = try scene.run([ended])
    try scene.client.submit([running])
    let process = try scene.started(running.token)
    try scene.killLauncher()
    kill(process, SIGKILL)
    try scene.reconnect(bootID: "second")
    let evidence = try scene.client.attach([ended.token, running.token, never.token])
    #expect(evidence[ended.token]?.exit?.end == .exited(code: 5))
    #expect(
      evidence[running.token]
        == .lost(reason: "the machine was restarted before the launcher recorded an end of it"))
    #expect(evidence[never.token] == .notClaimed)
  }

  @Test func `a journal with a flipped bit proves nothing of what is missing`() throws {
    let scene = try LauncherScene()
    let ended = scene.shell("exit 5")
    _ = try scene.run([ended])
    try scene.killLauncher()
    var bytes = Array(try #require(readBytes(scene.path("launcher.journal"))))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: scene.path("launcher.journal"))
    try scene.reconnect()
    let evidence = try scene.client.attach([ended.token])
    switch evidence[ended.token] {
    case .lost: break
    case .ended(let exit): #expect(exit.end == .exited(code: 5))
    default: Issue.record("\(evidence)")
    }
    // What is made from now on is not doubted.
    let later = scene.shell("exit 6")
    #expect(try scene.run([later])[later.token]?.exit?.end == .exited(code: 6))
  }

  @Test(arguments: 0..<6)
  func `a launcher killed at any time starts nothing twice and calls nothing wrong`(
    seed: UInt64
  ) throws {
    let scene = try LauncherScene(slots: 3)
    var random = SeededGenerator(seed: seed)
    var open: [LaunchToken: (index: Int, request: LaunchRequest)] = [:]
    for index in 0..<60 {
      let request = scene.shell("echo \(index) >> all; exit \(index)")
      open[request.token] = (index, request)
    }
    var lost: Set<Int> = []
    try scene.client.submit(open.values.map(\.request))
    while !open.isEmpty {
      // Takes some events, then kills.
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        guard let events = scene.eventsIfAny() else { break }
        for event in events { settle(event, &open, &lost) }
      }
      if open.isEmpty { break }
      try scene.killLauncher()
      for (token, evidence) in try attachAnew(scene, Array(open.keys)) {
        guard let one = open[token] else { continue }
        switch evidence {
        case .notClaimed: try scene.client.submit([one.request])
        case .ended(let exit): settle(.ended(token, exit), &open, &lost)
        case .lost(let reason): settle(.lost(token, reason: reason), &open, &lost)
        default: break
        }
      }
    }
    let all = (scene.text(of: "all") ?? "").split(separator: "\n").compactMap { Int($0) }
    #expect(Set(all).count == all.count, "a program ran twice")
    #expect(Set(all).union(lost) == Set(0..<60))
  }

  /// A client may have reached the very end of a launcher: it says so, and the next one works.
  private func attachAnew(
    _ scene: LauncherScene, _ tokens: [LaunchToken]
  ) throws -> [LaunchToken: LaunchEvidence] {
    while true {
      do {
        return try scene.attachAnew(tokens, slots: 3)
      } catch let error as LaunchError where error == .gone {
        continue
      }
    }
  }

  private func settle(
    _ event: LaunchEvent, _ open: inout [LaunchToken: (index: Int, request: LaunchRequest)],
    _ lost: inout Set<Int>
  ) {
    guard let token = event.lastOfToken, let one = open.removeValue(forKey: token) else { return }
    switch event {
    case .ended(_, let exit): #expect(exit.end == .exited(code: Int32(one.index)))
    case .lost: lost.insert(one.index)
    default: Issue.record("\(event)")
    }
  }
}
