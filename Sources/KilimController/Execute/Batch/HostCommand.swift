import CSystem
import Glibc
import KilimBatch

/// Runs a command of this machine, without a shell, with a deadline. What it leaves behind is ended
/// with it.
enum HostCommand {
  private static let mostBytes = 64 << 20

  static func run(
    _ words: [String], environment: [String], milliseconds: Int64, isStopped: () -> Bool
  ) -> CommandResult {
    var output: [Int32] = [-1, -1]
    var errors: [Int32] = [-1, -1]
    guard kilim_private_pipe(&output) == 0 else { return .missing(reason: "no descriptor is left") }
    defer { close(output[0]) }
    guard kilim_private_pipe(&errors) == 0 else {
      close(output[1])
      return .missing(reason: "no descriptor is left")
    }
    defer { close(errors[0]) }
    var process: pid_t = 0
    let code = spawn(words, environment, output[1], errors[1], &process)
    close(output[1])
    close(errors[1])
    guard code == 0 else {
      return .missing(
        reason: code == ENOENT
          ? "there is no `\(words[0])` in PATH"
          : "`\(words[0])` cannot be started: \(String(cString: strerror(code)))")
    }
    let deadline = kilim_boottime_milliseconds() + milliseconds
    var streams = [Stream(output[0]), Stream(errors[0])]
    let isDone = collect(&streams, until: deadline, isStopped)
    guard isDone, let exit = end(of: process, until: deadline, isStopped) else {
      kill(-process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return .overdue
    }
    return .exited(
      code: exit, output: String(decoding: streams[0].bytes, as: UTF8.self),
      errors: String(decoding: streams[1].bytes, as: UTF8.self))
  }

  private struct Stream {
    var descriptor: Int32
    var bytes: [UInt8] = []
    var isOpen = true
    init(_ descriptor: Int32) { self.descriptor = descriptor }
  }

  private static func spawn(
    _ words: [String], _ environment: [String], _ output: Int32, _ errors: Int32,
    _ process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A process group of its own: a Ctrl-C only detaches from Kilim.
    var (none, pipe) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for copy in arguments + variables { free(copy) } }
    return posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
  }

  /// Reads until both streams are closed. False when that takes too long.
  private static func collect(
    _ streams: inout [Stream], until deadline: Int64, _ isStopped: () -> Bool
  ) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while streams.contains(where: \.isOpen) {
      let left = deadline - kilim_boottime_milliseconds()
      guard left > 0, !isStopped(), streams.allSatisfy({ $0.bytes.count < mostBytes }) else {
        return false
      }
      var wanted = streams.map {
        pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0)
      }
      guard poll(&wanted, UInt(wanted.count), Int32(min(left, 100))) > 0 else { continue }
      for index in streams.indices where wanted[index].revents != 0 {
        let count = read(streams[index].descriptor, &buffer, buffer.count)
        if count > 0 { streams[index].bytes += buffer[..<count] }
        if count == 0 || count < 0 && errno != EINTR { streams[index].isOpen = false }
      }
    }
    return true
  }

  /// Its exit code, or 128 and the signal; nil when it does not end in time.
  private static func end(
    of process: pid_t, until deadline: Int64, _ isStopped: () -> Bool
  ) -> Int32? {
    var pause: useconds_t = 50
    while true {
      var status: Int32 = 0
      let found = waitpid(process, &status, WNOHANG)
      if found == process {
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
      }
      if found < 0, errno != EINTR { return 0 }
      guard kilim_boottime_milliseconds() < deadline, !isStopped() else { return nil }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
  }
}
