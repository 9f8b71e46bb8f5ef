import CSystem
import KilimController
import Synchronization

/// Ends a drive when the user wants the terminal back.
///
/// While it watches, the first Ctrl-C (or SIGTERM, SIGHUP) asks for the end and the second one
/// takes it.
final class InterruptWatch {
  private let signal: Box
  private let pipe: Pipe
  private let thread: BackgroundThread

  private final class Box: Sendable {
    let value = Mutex<Int32?>(nil)
  }

  /// - Parameter terminal: where a hidden cursor is shown again at the second Ctrl-C; nil for none.
  init(_ interrupt: Interrupt, terminal: Int32?) throws(CommandFailure) {
    let pipe = try Pipe()
    let signal = Box()
    self.pipe = pipe
    self.signal = signal
    kilim_watch_interrupts(pipe.writer, terminal ?? -1)
    thread = BackgroundThread {
      // Zero comes from `finish`.
      guard let number = pipe.wait(milliseconds: nil), number != 0 else { return }
      signal.value.withLock { $0 = Int32(number) }
      interrupt.request()
    }
  }

  /// Stops watching.
  ///
  /// - Returns: the signal that asked for the end, if one did.
  func finish() -> Int32? {
    kilim_unwatch_interrupts()
    pipe.signal()
    thread.join()
    return signal.value.withLock { $0 }
  }
}
