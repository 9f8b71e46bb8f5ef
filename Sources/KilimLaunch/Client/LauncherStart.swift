import CSystem
import Glibc

extension LauncherSeat {
  /// Starts a launcher if there is none. Returns at once; its socket takes connections already.
  /// False when somebody else is about to start one, or one is there.
  func startLauncher(
    executable: String, options: LauncherOptions
  ) throws(LaunchError) -> Bool {
    guard let lock = try takeLock() else { return false }
    defer { close(lock) }
    let listener = try listen()
    defer { close(listener) }
    let log = try openLog()
    defer { close(log) }
    var options = options
    options.takesSeat = true
    let arguments = [executable, "__launcher", path] + options.arguments
    let code = Self.spawn(arguments, lock: lock, listener: listener, log: log)
    guard code == 0 else {
      throw .system(action: "start", path: executable, reason: systemReason(code))
    }
    return true
  }

  private static func spawn(
    _ arguments: [String], lock: Int32, listener: Int32, log: Int32
  ) -> Int32 {
    var environment = ["SWIFT_BACKTRACE=enable=no"]
    if let libraries = getenv("LD_LIBRARY_PATH") {
      environment.append("LD_LIBRARY_PATH=\(String(cString: libraries))")
    }
    let argumentPointers = arguments.map { strdup($0) } + [nil]
    let environmentPointers = environment.map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    return kilim_spawn_detached(
      argumentPointers[0], argumentPointers, environmentPointers, lock, listener, log)
  }

  /// A connection to the launcher, which is started when there is none. The greeting is sent; its
  /// answer is the first thing to read.
  func connectOrStart(
    executable: String, options: LauncherOptions
  ) throws(LaunchError) -> Int32 {
    // Somebody who holds the lock and does not listen yet does so within moments; a launcher that
    // leaves gives the lock back as soon.
    var waited: Int32 = 0
    var isOurs = false
    while waited < Self.patience {
      if let socket = try connect() {
        if greet(socket), isOurs || answers(socket) { return socket }
        close(socket)
      } else {
        isOurs = try startLauncher(executable: executable, options: options)
        if isOurs { continue }
      }
      let pause: Int32 = waited < 50 ? 1 : 20
      _ = poll(nil, 0, pause)
      waited += pause
    }
    throw .unresponsive(directory: path)
  }

  /// In milliseconds.
  private static let patience: Int32 = 10_000

  private func greet(_ socket: Int32) -> Bool {
    var hello = ByteWriter()
    ClientMessage.hello(version: Frame.protocolVersion).append(to: &hello)
    return send(socket, hello.bytes, hello.bytes.count, Int32(MSG_NOSIGNAL)) == hello.bytes.count
  }

  /// Whether a living launcher is behind a connection. That of a killed one takes connections until
  /// its sync thread is back from the disk, and then drops them.
  private func answers(_ socket: Int32) -> Bool {
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Self.patience) > 0 else { return false }
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 1
  }
}
