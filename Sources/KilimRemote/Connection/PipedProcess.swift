import CSystem
import Glibc
import KilimTransport

/// Runs a program with its three streams in our hands, for a bounded time.
struct PipedProcess {
  /// In milliseconds.
  struct Limits {
    /// For everything; nil for as long as bytes move.
    var total: Int64?
    /// Without a byte in either direction.
    var idle: Int64
  }

  enum End: Equatable {
    case exited(Int)
    case signalled(Int)
    case timedOut
    case cancelled
  }

  struct Outcome {
    var end: End
    /// The first and the last of it, when there is much.
    var error: [UInt8]
  }

  /// Gives the next bytes of the input; nil at its end.
  typealias Input = () throws(TransferError) -> [UInt8]?
  typealias Output = (ArraySlice<UInt8>) throws(TransferError) -> Void

  private static let errorLimit = 256 << 10

  private let process: pid_t
  private let ended: Int32
  private var input: Int32
  private var output: Int32
  private var error: Int32
  private var pending: ArraySlice<UInt8> = []
  private var collected: [UInt8] = []

  /// - Throws: what `input` or `output` threw, after the program was ended; or that it could not be
  ///   started.
  static func run(
    _ arguments: [String], _ limits: Limits, input: Input, output: Output,
    cancelled: () -> Bool
  ) throws(TransferError) -> Outcome {
    var process = try PipedProcess(arguments)
    defer { process.closeAll() }
    do throws(TransferError) {
      let end = try process.pump(limits, input, output, cancelled)
      return Outcome(end: end, error: process.collected)
    } catch {
      _ = process.stop()
      throw error
    }
  }

  private init(_ arguments: [String]) throws(TransferError) {
    // A socket, because writing into a broken one can be kept from raising SIGPIPE.
    var (inputs, outputs, errors): ([Int32], [Int32], [Int32]) = ([-1, -1], [-1, -1], [-1, -1])
    defer { for end in [inputs[1], outputs[1], errors[1]] where end >= 0 { close(end) } }
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &inputs) == 0, kilim_private_pipe(&outputs) == 0,
      kilim_private_pipe(&errors) == 0
    else {
      for end in [inputs[0], outputs[0], errors[0]] where end >= 0 { close(end) }
      throw TransferError(
        "could not make a pipe: \(String(cString: strerror(errno)))", isTemporary: true)
    }
    do throws(TransferError) {
      process = try Self.spawn(arguments, inputs[1], outputs[1], errors[1])
    } catch {
      for end in [inputs[0], outputs[0], errors[0]] { close(end) }
      throw error
    }
    ended = kilim_pidfd_open(process)
    (input, output, error) = (inputs[0], outputs[0], errors[0])
    for descriptor in [input, output, error] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  private mutating func closeAll() {
    for descriptor in [input, output, error, ended] where descriptor >= 0 { close(descriptor) }
  }

  private mutating func pump(
    _ limits: Limits, _ source: Input, _ sink: Output, _ cancelled: () -> Bool
  ) throws(TransferError) -> End {
    let start = kilim_boottime_milliseconds()
    var moved = start
    while true {
      let now = kilim_boottime_milliseconds()
      if cancelled() { return stop(.cancelled) }
      if now - moved > limits.idle || limits.total.map({ now - start > $0 }) == true {
        return stop(.timedOut)
      }
      if pending.isEmpty, input >= 0 {
        if let next = try source() { pending = next[...] } else { Self.shut(&input) }
      }
      let ready = wait()
      if try take(ready, sink) { moved = now }
      // Kernels before 5.3 have no descriptor of a process: then its closed streams are its end.
      if ready.hasEnded || (ended < 0 && output < 0 && error < 0) {
        // A connection that stays for others may hold the pipes open: what is in them is all.
        while try drain(sink) {}
        return reap()
      }
    }
  }

  private struct Ready {
    var input = false
    var output = false
    var error = false
    var hasEnded = false
  }

  private func wait() -> Ready {
    var wanted = [
      pollfd(fd: pending.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: error, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ended, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&wanted, UInt(wanted.count), 200) > 0 else { return Ready() }
    return Ready(
      input: wanted[0].revents != 0, output: wanted[1].revents != 0,
      error: wanted[2].revents != 0, hasEnded: wanted[3].revents != 0)
  }

  /// True when bytes moved.
  private mutating func take(_ ready: Ready, _ sink: Output) throws(TransferError) -> Bool {
    var hasMoved = false
    if ready.input, sendPending() { hasMoved = true }
    if ready.output, try read(sink) { hasMoved = true }
    if ready.error, readError() { hasMoved = true }
    return hasMoved
  }

  private mutating func drain(_ sink: Output) throws(TransferError) -> Bool {
    let (some, more) = (try read(sink), readError())
    return some || more
  }

  private mutating func sendPending() -> Bool {
    let count = pending.withUnsafeBytes {
      send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count > 0 {
      pending = pending.dropFirst(count)
      return true
    }
    // Whoever reads no more has its reasons; they come on standard error.
    if errno != EAGAIN, errno != EINTR {
      pending = []
      Self.shut(&input)
    }
    return false
  }

  private mutating func read(_ sink: Output) throws(TransferError) -> Bool {
    guard let bytes = Self.bytes(&output) else { return false }
    try sink(bytes[...])
    return true
  }

  private mutating func readError() -> Bool {
    guard let bytes = Self.bytes(&error) else { return false }
    collected += bytes
    if collected.count > Self.errorLimit {
      collected.removeSubrange(Self.errorLimit / 2..<collected.count - Self.errorLimit / 2)
    }
    return true
  }

  /// Nil when there is nothing now; then the descriptor is closed if there never will be.
  private static func bytes(_ descriptor: inout Int32) -> [UInt8]? {
    guard descriptor >= 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count > 0 { return Array(buffer[..<count]) }
    if count == 0 || (errno != EAGAIN && errno != EINTR) {
      close(descriptor)
      descriptor = -1
    }
    return nil
  }

  private static func shut(_ descriptor: inout Int32) {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
  }

  private mutating func stop(_ end: End) -> End {
    // What it had said by now tells why it took so long.
    while readError() {}
    _ = stop()
    return end
  }

  private func stop() -> End {
    kill(process, SIGKILL)
    return reap()
  }

  private func reap() -> End {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = Int(status & 0x7F)
    return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(signal)
  }
}

extension PipedProcess {
  private static func spawn(
    _ arguments: [String], _ input: Int32, _ output: Int32, _ error: Int32
  ) throws(TransferError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, number) in [(input, 0), (output, 1), (error, 2)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    separate(&attributes)
    var process: pid_t = 0
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let code = words.withUnsafeBufferPointer {
      // Never nil: there is at least the end mark. The user's environment, for the agent.
      posix_spawnp(
        &process, arguments[0], &actions, &attributes, $0.baseAddress.unsafelyUnwrapped, environ)
    }
    guard code == 0 else {
      let advice = code == ENOENT ? "; install the package openssh-client" : ""
      throw TransferError(
        "could not start \(arguments[0]): \(String(cString: strerror(code)))\(advice)",
        isTemporary: false)
    }
    return process
  }

  /// In a process group of its own, out of reach of a Ctrl-C that only detaches from Kilim.
  private static func separate(_ attributes: inout posix_spawnattr_t) {
    var (none, pipe) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }
}
