import CSystem
import Glibc

/// The launcher process: `kilim __launcher DIR [option value]...`.
package enum LauncherMain {
  /// Serves until it has been idle for a while; the exit code of the process: 0, 64 for wrong
  /// arguments, 70 when it cannot work, 75 when another launcher serves the directory.
  package static func run(arguments: [String]) -> Int32 {
    guard let path = arguments.first,
      let options = LauncherOptions(arguments: arguments.dropFirst())
    else {
      complain("usage: kilim __launcher DIR [--idle-milliseconds N]")
      return 64
    }
    do throws(LaunchError) {
      return try serve(path, options)
    } catch {
      complain(error.message)
      return 70
    }
  }

  private static func serve(
    _ path: String, _ options: LauncherOptions
  ) throws(LaunchError) -> Int32 {
    // Nothing that was left open by accident may reach a program.
    _ = kilim_close_from(options.takesSeat ? 5 : 3)
    let signals = kilim_take_signals()
    let seat = try LauncherSeat(path: path)
    guard let (lock, listener) = try seats(seat, options) else {
      complain("another launcher serves \(path)")
      return 75
    }
    // No program may inherit what decides that there is one launcher, once it is started.
    for descriptor in [lock, listener] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    writeProcessID(to: lock)
    guard signals >= 0, kilim_become_subreaper() == 0 else {
      throw .system(action: "start the launcher of", path: path, reason: systemReason(errno))
    }
    let (journal, content) = try JournalFile.open(directory: seat.directory, path: path)
    guard let bootID = options.bootID ?? BootID.read() else {
      throw .system(
        action: "read", path: "/proc/sys/kernel/random/boot_id", reason: systemReason(errno))
    }
    let launcher = try Launcher(
      options: options, seat: seat, listener: listener, signals: signals, journal: journal,
      bootID: bootID)
    launcher.takeOver(content)
    launcher.run()
    return 0
  }

  /// For people, and for tests that kill a launcher.
  private static func writeProcessID(to lock: Int32) {
    var text = "\(getpid())\n"
    _ = ftruncate(lock, 0)
    text.withUTF8 { _ = pwrite(lock, $0.baseAddress, $0.count, 0) }
  }

  private static func seats(
    _ seat: LauncherSeat, _ options: LauncherOptions
  ) throws(LaunchError) -> (lock: Int32, listener: Int32)? {
    if options.takesSeat { return (3, 4) }
    guard let lock = try seat.takeLock() else { return nil }
    return (lock, try seat.listen())
  }

  private static func complain(_ text: String) {
    var line = "kilim launcher: \(text)\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  }
}
