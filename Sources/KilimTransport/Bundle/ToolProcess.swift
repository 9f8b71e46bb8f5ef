import CSystem
import Glibc

/// Runs a program of the system, without a shell and without its user's environment.
enum ToolProcess {
  struct Outcome {
    /// The exit code, or 128 and the signal.
    var exitCode: Int
    /// Standard output and standard error, as they came.
    var output: String
  }

  private static let outputLimit = 16 << 20

  /// - Parameters:
  ///   - arguments: the program, looked up in `PATH`, and its arguments.
  ///   - package: what to install when the program is missing.
  ///   - cancelled: asked five times a second; true kills the program.
  static func run(
    _ arguments: [String], package: String, cancelled: () -> Bool
  ) throws(TransferError) -> Outcome {
    var ends: [Int32] = [0, 0]
    guard kilim_private_pipe(&ends) == 0 else { throw .system("could not make a pipe", errno) }
    defer { close(ends[0]) }
    let process: pid_t
    do {
      defer { close(ends[1]) }
      process = try spawn(arguments, package, output: ends[1])
    }
    let (output, isCut) = collect(ends[0], process, cancelled)
    let exitCode = wait(process)
    if cancelled() { throw .cancelled }
    guard !isCut else {
      throw TransferError("\(arguments[0]) prints too much", isTemporary: false)
    }
    return Outcome(exitCode: exitCode, output: String(decoding: output, as: UTF8.self))
  }

  private static func spawn(
    _ arguments: [String], _ package: String, output: Int32
  ) throws(TransferError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    separate(&attributes)
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    var process: pid_t = 0
    let program = arguments[0]
    let code = withVector(arguments) { arguments in
      withVector(["PATH=\(path)", "LC_ALL=C.UTF-8"]) { environment in
        posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
      }
    }
    guard code != ENOENT else {
      throw TransferError(
        "\(arguments[0]) is missing on this host; install the package \(package)",
        isTemporary: false)
    }
    guard code == 0 else { throw .system("could not start \(arguments[0])", code) }
    return process
  }

  /// In a process group of its own, out of reach of a Ctrl-C that only detaches from Kilim, and
  /// with the signals as a shell would hand them over.
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

  /// Reads until the program closes its output.
  private static func collect(
    _ descriptor: Int32, _ process: pid_t, _ cancelled: () -> Bool
  ) -> (output: [UInt8], isCut: Bool) {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wanted, 1, 200)
      if cancelled() || output.count > outputLimit {
        kill(-process, SIGKILL)
        return (output, true)
      }
      guard ready > 0 else { continue }
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { output += buffer[..<count] }
      if count == 0 || count < 0 && errno != EINTR { return (output, false) }
    }
  }

  private static func wait(_ process: pid_t) -> Int {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = Int(status & 0x7F)
    return signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal
  }
}
