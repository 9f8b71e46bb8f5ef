import CSystem
import Glibc

enum ProcessSignal {
  /// Sends signals to a process that was seen, if it still is that process and not a later one of
  /// the same number. False when the system does not allow it.
  static func send(_ signals: [Int32], to seen: ProcessEntry) -> Bool {
    let descriptor = kilim_pidfd_open(seen.process)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    guard let present = ProcessTable.entry(of: seen.process),
      present.startTicks == seen.startTicks
    else { return true }
    for signal in signals where kilim_pidfd_signal(descriptor, signal) != 0 {
      if errno == EPERM { return false }
    }
    return true
  }
}
