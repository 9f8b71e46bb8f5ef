import CSystem
import KilimController
import Synchronization

/// Ends a drive when the user wants his terminal back, or when the time is over.
///
/// While it watches, the first Ctrl-C (or SIGTERM, SIGHUP) asks for the end and the second one
/// takes it.
final class InterruptWatch {
  enum Reason: Hashable, Sendable {
    case signal(Int32), timeOut
  }

  private let reason: Box
  private let pipe: Pipe
  private let thread: BackgroundThread

  private final class Box: Sendable {
    let value = Mutex<Reason?>(nil)
  }

  /// - Parameters:
  ///   - timeLimit: in milliseconds; nil for none.
  ///   - terminal: where a hidden cursor is shown again at the second Ctrl-C; nil for none.
  init(_ interrupt: Interrupt, timeLimit: Int64?, terminal: Int32?) throws(CommandFailure) {
    let pipe = try Pipe()
    let reason = Box()
    self.pipe = pipe
    self.reason = reason
    kilim_watch_interrupts(pipe.writer, terminal ?? -1)
    let deadline = timeLimit.map { kilim_monotonic_milliseconds() + $0 }
    thread = BackgroundThread {
      guard let found = Self.wait(pipe, deadline: deadline) else { return }
      reason.value.withLock { $0 = found }
      interrupt.request()
    }
  }

  /// Nil when `finish` was called first.
  private static func wait(_ pipe: Pipe, deadline: Int64?) -> Reason? {
    while true {
      let rest = deadline.map { max(0, $0 - kilim_monotonic_milliseconds()) }
      if let byte = pipe.wait(milliseconds: rest) { return byte == 0 ? nil : .signal(Int32(byte)) }
      if let deadline, kilim_monotonic_milliseconds() >= deadline { return .timeOut }
    }
  }

  /// Stops watching.
  ///
  /// - Returns: what asked for the end, if anything did.
  func finish() -> Reason? {
    kilim_unwatch_interrupts()
    pipe.signal()
    thread.join()
    return reason.value.withLock { $0 }
  }
}
