import CSystem
import Glibc

/// A command of this host: its words, its environment, its deadline. No shell is involved.
package struct HostCommand: Sendable, Hashable {
  /// The program, looked up in `PATH` of the environment, and its arguments.
  package var words: [String]
  /// `KEY=VALUE` each.
  package var environment: [String]
  package var deadlineMilliseconds: Int64
  /// Files that get the streams instead of the caller; equal paths make one file.
  package var streams: Streams?

  package struct Streams: Sendable, Hashable {
    package var output: String
    package var error: String
    package init(output: String, error: String) {
      self.output = output
      self.error = error
    }
  }

  package init(
    _ words: [String], environment: [String], deadlineMilliseconds: Int64, streams: Streams? = nil
  ) {
    self.words = words
    self.environment = environment
    self.deadlineMilliseconds = deadlineMilliseconds
    self.streams = streams
  }
}

/// How a command ended.
package enum HostCommandOutcome: Sendable, Hashable {
  /// By itself; 128 and the number for a signal.
  case ended(code: Int, output: String, error: String)
  /// There is no such program.
  case missing
  /// In the system's words.
  case notStarted(reason: String)
  case timedOut
  case cancelled
}

extension HostCommand {
  /// Of both streams: a list of a hundred thousand jobs is a tenth of it.
  private static let outputLimit = 64 << 20

  /// Runs to the end, or ends the command and all of its process group at the deadline.
  ///
  /// - Parameter cancelled: asked ten times a second.
  package func run(cancelled: () -> Bool = { false }) -> HostCommandOutcome {
    var pipes: [[Int32]] = []
    defer { for pipe in pipes { for end in pipe where end >= 0 { close(end) } } }
    var targets: [Int32] = []
    if let streams {
      for path in [streams.output, streams.error] {
        if path == streams.output, let first = targets.first {
          targets.append(first)
          continue
        }
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0o644)
        guard file >= 0 else { return .notStarted(reason: "\(path): \(Self.words(errno))") }
        pipes.append([file])
        targets.append(file)
      }
    } else {
      for _ in 0..<2 {
        var ends: [Int32] = [-1, -1]
        guard kilim_private_pipe(&ends) == 0 else { return .notStarted(reason: Self.words(errno)) }
        pipes.append(ends)
        targets.append(ends[1])
      }
    }
    var process: pid_t = 0
    let code = spawn(&process, output: targets[0], error: targets[1])
    guard code == 0 else {
      return code == ENOENT ? .missing : .notStarted(reason: Self.words(code))
    }
    for index in pipes.indices where pipes[index].count == 2 {
      close(pipes[index][1])
      pipes[index][1] = -1
    }
    return follow(process, sources: streams == nil ? pipes.map { $0[0] } : [], cancelled)
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  private func follow(
    _ process: pid_t, sources: [Int32], _ cancelled: () -> Bool
  ) -> HostCommandOutcome {
    let deadline = kilim_boottime_milliseconds() + deadlineMilliseconds
    var open = sources
    var texts = [[UInt8]](repeating: [], count: 2)
    var status: Int32 = 0
    while true {
      let now = kilim_boottime_milliseconds()
      let isCancelled = cancelled()
      if isCancelled || now >= deadline {
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return isCancelled ? .cancelled : .timedOut
      }
      if open.allSatisfy({ $0 < 0 }) {
        // Its streams are closed: it is over, or will be.
        if waitpid(process, &status, WNOHANG) == process { break }
        _ = poll(nil, 0, 5)
        continue
      }
      var waiting = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&waiting, UInt(waiting.count), Int32(min(100, deadline - now))) > 0 else {
        // What a command left behind may hold the streams open.
        if waitpid(process, &status, WNOHANG) == process { break }
        continue
      }
      for index in open.indices where waiting[index].revents != 0 {
        if !Self.read(open[index], into: &texts[index]) { open[index] = -1 }
      }
      // Half of an answer must not pass for all of it.
      guard texts[0].count + texts[1].count <= Self.outputLimit else {
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return .notStarted(reason: "it says more than \(Self.outputLimit >> 20) MiB")
      }
    }
    return .ended(
      code: Self.exitCode(status), output: String(decoding: texts[0], as: UTF8.self),
      error: String(decoding: texts[1], as: UTF8.self))
  }

  /// False at the end.
  private static func read(_ source: Int32, into text: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(source, &buffer, buffer.count)
    if count > 0 { text += buffer[..<count] }
    return count > 0 || (count < 0 && errno == EINTR)
  }

  private static func exitCode(_ status: Int32) -> Int {
    let signal = Int(status & 0x7F)
    return signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal
  }

  private func spawn(_ process: inout pid_t, output: Int32, error: Int32) -> Int32 {
    guard let program = located() else { return ENOENT }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, error, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: a Ctrl-C that only detaches from Kilim does not reach it.
    var (none, pipe) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    return Self.withVector(words) { arguments in
      Self.withVector(environment) { environment in
        posix_spawn(&process, program, &actions, &attributes, arguments, environment)
      }
    }
  }

  /// In the `PATH` of the command's own environment, not of this process.
  private func located() -> String? {
    guard let name = words.first else { return nil }
    guard !name.contains("/") else { return name }
    let path =
      environment.first { $0.hasPrefix("PATH=") }?.dropFirst(5) ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func withVector<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      // Never nil: there is at least the end mark.
      body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}
