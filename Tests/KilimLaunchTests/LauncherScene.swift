import Glibc
import KilimModel
import Testing

@testable import KilimLaunch

/// A state directory with a launcher of its own, and a client.
///
/// The launcher is the `kilim` binary that the build puts beside the test bundle, which is the
/// running executable.
final class LauncherScene {
  struct TimedOut: Error {}

  let directory: String
  var options = LauncherOptions()
  private var connection: LauncherClient?
  private var made = 0

  static var kilim: String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    let own = String(decoding: path[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/kilim"
  }

  init(bootID: String? = nil, slots: Int = 2) throws {
    var template = Array("/tmp/kilim-launch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TimedOut() }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    options.idleMilliseconds = 200
    options.bootID = bootID
    connection = try LauncherClient(directory: directory, executable: Self.kilim, options: options)
    try client.setSlots(slots, group: "local")
  }

  deinit {
    // Explains a failure: the launcher says there what it cannot tell a client.
    if let log = text(of: "launcher.log"), !log.isEmpty {
      print("\(directory)/launcher.log: \(log)")
    }
    if launcherProcess.map(isAlive) != true { print("\(directory): its launcher is gone") }
    // Whatever a failed test left running is of this directory alone.
    if let process = launcherProcess { kill(process, SIGKILL) }
    remove(directory)
  }

  /// A new client, as after a restart of the engine.
  func reconnect(bootID: String? = nil, slots: Int = 2) throws {
    if let bootID { options.bootID = bootID }
    connection = try LauncherClient(directory: directory, executable: Self.kilim, options: options)
    try client.setSlots(slots, group: "local")
  }

  /// Reconnects and asks, as an engine does first.
  func attachAnew(
    _ tokens: [LaunchToken], slots: Int
  ) throws -> [LaunchToken: LaunchEvidence] {
    let client = try LauncherClient(
      directory: directory, executable: Self.kilim, options: options)
    connection = client
    try client.setSlots(slots, group: "local")
    return try client.attach(tokens)
  }

  var client: LauncherClient {
    get throws { try #require(connection) }
  }

  /// Ends the connection.
  func leave() { connection = nil }

  /// The next events, if any come within a moment.
  func eventsIfAny() -> [LaunchEvent]? {
    guard let connection else { return nil }
    var waiting = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 200) > 0 else { return nil }
    return try? connection.receive()
  }

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  func request(
    _ arguments: [String], group: String = "local", environment: [String] = ["PATH=/usr/bin:/bin"],
    merged: Bool = false, limit: Int64? = nil, grace: Int64 = 10
  ) -> LaunchRequest {
    made += 1
    return LaunchRequest(
      token: .fresh(now: HostClock.now), group: group, arguments: arguments,
      environment: environment, workingDirectory: directory, standardOutput: path("out\(made)"),
      standardError: path(merged ? "out\(made)" : "err\(made)"), exitCodeFile: path("code\(made)"),
      timeLimitSeconds: limit, graceSeconds: grace)
  }

  func shell(_ script: String, limit: Int64? = nil, grace: Int64 = 10) -> LaunchRequest {
    request(["sh", "-c", script], limit: limit, grace: grace)
  }

  func text(of name: String) -> String? { readText(path(name)) }

  /// Submits and waits for the last event of each.
  func run(_ requests: [LaunchRequest]) throws -> [LaunchToken: LaunchEvent] {
    try client.submit(requests)
    return try lastEvents(of: requests.map(\.token))
  }

  func lastEvents(of tokens: [LaunchToken]) throws -> [LaunchToken: LaunchEvent] {
    var wanted = Set(tokens)
    var last: [LaunchToken: LaunchEvent] = [:]
    while !wanted.isEmpty {
      for event in try nextEvents() {
        guard let token = event.lastOfToken, wanted.remove(token) != nil else { continue }
        last[token] = event
      }
    }
    return last
  }

  /// Waits until a program has been started.
  func started(_ token: LaunchToken) throws -> Int32 {
    while true {
      for event in try nextEvents() {
        if case .started(token, let process, _) = event { return process }
      }
    }
  }

  func nextEvents() throws -> [LaunchEvent] {
    let client = try client
    var waiting = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 60_000) > 0 else { throw TimedOut() }
    return try client.receive()
  }

  var launcherProcess: Int32? {
    readText(path("launcher.lock")).flatMap { Int32($0.dropLast()) }
  }

  /// SIGKILL, and waits until it is gone.
  func killLauncher() throws {
    let process = try #require(launcherProcess)
    kill(process, SIGKILL)
    try waitUntil { !isAlive(process) }
  }

  /// Looks again and again, without a time of its own: for states of the system that nobody tells.
  func waitUntil(_ condition: () -> Bool) throws {
    for _ in 0..<60_000 {
      if condition() { return }
      _ = poll(nil, 0, 1)
    }
    throw TimedOut()
  }
}

extension LaunchEvent {
  /// The token, unless it is a start.
  var lastOfToken: LaunchToken? {
    switch self {
    case .started: nil
    case .ended(let token, _), .failedToStart(let token, _, _), .cancelledBeforeStart(let token, _),
      .lost(let token, _):
      token
    }
  }

  var exit: ExitRecord? { if case .ended(_, let record) = self { record } else { nil } }
}

extension LaunchEvidence {
  var exit: ExitRecord? { if case .ended(let record) = self { record } else { nil } }
}

/// A zombie is not: who adopted it may take its time.
func isAlive(_ process: Int32) -> Bool {
  ProcessTable.entry(of: process).map { !$0.isZombie } ?? false
}

func readText(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var content: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return String(decoding: content, as: UTF8.self) }
    content += chunk[..<count]
  }
}

/// Removes a directory of the tests and all in it.
func remove(_ directory: String) {
  guard let listing = opendir(directory) else { return }
  while let entry = readdir(listing) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard name != ".", name != ".." else { continue }
    let path = "\(directory)/\(name)"
    if unlink(path) != 0 { remove(path) }
  }
  closedir(listing)
  rmdir(directory)
}
