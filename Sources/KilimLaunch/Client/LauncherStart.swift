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

  /// A connection to the launcher, which is started when there is none.
  func connectOrStart(
    executable: String, options: LauncherOptions
  ) throws(LaunchError) -> Int32 {
    // Somebody who holds the lock and does not listen yet does so within moments; a launcher that
    // leaves gives the lock back as soon.
    var waited: Int32 = 0
    while true {
      if let socket = try connect() { return socket }
      if try startLauncher(executable: executable, options: options) { continue }
      guard waited < 10_000 else { throw .unresponsive(directory: path) }
      let pause: Int32 = waited < 50 ? 1 : 20
      _ = poll(nil, 0, pause)
      waited += pause
    }
  }
}
