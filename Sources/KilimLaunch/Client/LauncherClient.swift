import CSystem
import Glibc

/// The engine's end of the connection to the launcher of a state directory. For one thread.
///
/// Every call may throw `gone`: then make a new client and `attach`, as after a restart.
package final class LauncherClient {
  /// Readable when `receive()` has something to say, or to throw.
  package let descriptor: Int32

  private let socket: Int32
  /// Makes `descriptor` readable while `events` waits to be fetched.
  private let bell: Int32
  private var input = FrameBuffer()
  private var events: [LaunchEvent] = []
  private var isClosed = false
  private var journalFailure: String?
  private var sequence: UInt32 = 0

  /// Connects to the launcher of `directory`, and starts one from `executable` when there is none.
  ///
  /// Does not wait for a launcher that it starts: what is sent meanwhile waits for it.
  /// - Parameter directory: An absolute path.
  package init(
    directory: String, executable: String, options: LauncherOptions = LauncherOptions()
  ) throws(LaunchError) {
    let seat = try LauncherSeat(path: directory)
    socket = try seat.connectOrStart(executable: executable, options: options)
    bell = kilim_eventfd()
    descriptor = kilim_epoll_create()
    var user = uid_t.max
    guard kilim_socket_peer(socket, &user) == 0, user == geteuid() else {
      throw .protocolViolation("it belongs to another user")
    }
    guard bell >= 0, descriptor >= 0, kilim_epoll_add(descriptor, socket) == 0,
      kilim_epoll_add(descriptor, bell) == 0
    else {
      throw seat.failure("watch", LauncherSeat.socketName)
    }
  }

  deinit { for one in [socket, bell, descriptor] where one >= 0 { close(one) } }

  /// Starts a launcher, when there is none, so that it is up when it is needed. Does not block.
  package static func prestart(
    directory: String, executable: String, options: LauncherOptions = LauncherOptions()
  ) throws(LaunchError) {
    _ = try LauncherSeat(path: directory).startLauncher(executable: executable, options: options)
  }

  /// How many programs of a group may run at once; without it, as many as there are cores.
  package func setSlots(_ slots: Int, group: String) throws(LaunchError) {
    try send([.slots(slots, group: group)])
  }

  /// Asks for programs to be started, in order within their group.
  ///
  /// A token that the launcher already knows is not started again; its outcome is sent again.
  /// A request that no system could start becomes a `failedToStart` event.
  package func submit(_ requests: [LaunchRequest]) throws(LaunchError) {
    var bodies: [[UInt8]] = []
    var size = 0
    for request in requests {
      let body = RequestBody.encode(request)
      if let defect = RequestBody.defect(of: request, size: body.count) {
        refuse(request.token, defect)
        continue
      }
      if size + body.count > Self.largestMessage {
        try send([.submit(bodies)])
        bodies = []
        size = 0
      }
      bodies.append(body)
      size += body.count + 4
    }
    if !bodies.isEmpty { try send([.submit(bodies)]) }
  }

  /// Tells what became of tokens, and has their further events sent to this client.
  ///
  /// After the engine was restarted. Waits for the answer; events that come meanwhile are kept for
  /// `receive()`.
  package func attach(
    _ tokens: [LaunchToken]
  ) throws(LaunchError) -> [LaunchToken: LaunchEvidence] {
    var all: [LaunchToken: LaunchEvidence] = [:]
    for start in stride(from: 0, to: tokens.count, by: Self.largestList) {
      let part = Array(tokens[start..<min(tokens.count, start + Self.largestList)])
      sequence += 1
      try send([.attach(sequence: sequence, part)])
      all.merge(try awaitEvidence()) { _, new in new }
    }
    if !events.isEmpty { ring() }
    return all
  }

  /// Ends programs: SIGTERM to the whole tree, SIGKILL after the grace time. Their last event comes
  /// once the tree is gone. What still waits is over at once; unknown tokens are ignored.
  package func cancel(_ tokens: [LaunchToken]) throws(LaunchError) {
    try sendList(tokens) { .cancel($0) }
  }

  /// All events that have arrived. Never blocks.
  ///
  /// Throws `journal` once when the launcher cannot write its journal; the client stays usable.
  package func receive() throws(LaunchError) -> [LaunchEvent] {
    quiet()
    if !isClosed { try read() }
    defer { events = [] }
    if !events.isEmpty { return events }
    if let reason = journalFailure {
      journalFailure = nil
      throw .journal(reason: reason)
    }
    if isClosed { throw .gone }
    return events
  }

  /// Lets the launcher forget tokens whose outcome is stored; they must never be submitted again.
  package func acknowledge(_ tokens: [LaunchToken]) throws(LaunchError) {
    try sendList(tokens) { .acknowledge($0) }
  }
}

extension LauncherClient {
  private static let largestMessage = 256 << 10
  private static let largestList = 16 << 10

  private func refuse(_ token: LaunchToken, _ reason: String) {
    events.append(.failedToStart(token, reason: reason, at: HostClock.now))
    ring()
  }

  private func ring() {
    var one: UInt64 = 1
    _ = write(bell, &one, 8)
  }

  private func quiet() {
    var count: UInt64 = 0
    _ = Glibc.read(bell, &count, 8)
  }

  private func sendList(
    _ tokens: [LaunchToken], as message: ([LaunchToken]) -> ClientMessage
  ) throws(LaunchError) {
    for start in stride(from: 0, to: tokens.count, by: Self.largestList) {
      let part = Array(tokens[start..<min(tokens.count, start + Self.largestList)])
      try send([message(part)])
    }
  }

  private func send(_ messages: [ClientMessage]) throws(LaunchError) {
    var writer = ByteWriter()
    for message in messages { message.append(to: &writer) }
    var done = 0
    while done < writer.bytes.count {
      let count = writer.bytes.withUnsafeBytes {
        Glibc.send(
          socket, $0.baseAddress?.advanced(by: done), $0.count - done,
          Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .gone
      }
      done += count
    }
  }

  /// Takes what has come into `events`. Returns an answer to `attach` if there was one.
  @discardableResult
  private func read() throws(LaunchError) -> [LaunchToken: LaunchEvidence]? {
    switch input.read(from: socket) {
    case .some, .nothing: break
    case .closed, .failed: isClosed = true
    }
    var evidence: [LaunchToken: LaunchEvidence]?
    while let message = try nextMessage() {
      if let answer = try take(message) { evidence = answer }
    }
    return evidence
  }

  private func nextMessage() throws(LaunchError) -> LauncherMessage? {
    do throws(MalformedBytes) {
      guard let frame = try input.next() else { return nil }
      return try LauncherMessage(from: frame)
    } catch {
      throw .protocolViolation("a message is malformed")
    }
  }

  private func take(
    _ message: LauncherMessage
  ) throws(LaunchError) -> [LaunchToken: LaunchEvidence]? {
    switch message {
    case .hello(let version):
      if version != Frame.protocolVersion {
        throw .incompatible(launcherVersion: version, clientVersion: Frame.protocolVersion)
      }
    case .started(let token, let process, let time):
      events.append(.started(token, processID: process, at: time))
    case .over(let token, let outcome): events.append(outcome.event(of: token))
    case .evidence(let answered, let evidence): return answered == sequence ? evidence : nil
    case .journalFailure(let reason): journalFailure = reason
    }
    return nil
  }

  private func awaitEvidence() throws(LaunchError) -> [LaunchToken: LaunchEvidence] {
    while true {
      if let evidence = try read() { return evidence }
      if isClosed { throw .gone }
      var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 60_000) == 0 {
        throw .protocolViolation("it did not answer a question within a minute")
      }
    }
  }
}
