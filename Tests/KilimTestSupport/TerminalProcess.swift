import CTestSystem
import Glibc

/// A program on a terminal of its own, as a person at a keyboard has it.
package final class TerminalProcess {
  package let identifier: Int32
  private let terminal: Int32
  private var shown: [UInt8] = []
  private var ended = false

  init(identifier: Int32, terminal: Int32) {
    self.identifier = identifier
    self.terminal = terminal
  }

  deinit {
    if !ended {
      kill(identifier, SIGKILL)
      var status: Int32 = 0
      _ = kilim_test_wait(identifier, 30_000, &status)
    }
    close(terminal)
  }

  /// All that came on the terminal, with its control sequences.
  package var screen: String { String(decoding: shown, as: UTF8.self) }

  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  /// Reads until the text is on the screen; false if the program ended, or the time is up, before.
  package func shows(_ text: String, seconds: Int = 60) -> Bool {
    while !screen.contains(text) {
      guard readMore(milliseconds: Int32(seconds) * 1000) else { return screen.contains(text) }
    }
    return true
  }

  /// Reads to the end of the program.
  ///
  /// - Returns: its exit code.
  package func wait(seconds: Int = 120) throws(TestFailure) -> Int {
    while readMore(milliseconds: Int32(seconds) * 1000) {}
    var status: Int32 = 0
    // What it printed last may come before its end, by moments.
    guard kilim_test_wait(identifier, 10_000, &status) == 1 else {
      throw TestFailure("it did not end within \(seconds) s; on its terminal:\n\(screen)")
    }
    ended = true
    return Int(kilim_test_exit_code(status))
  }

  private func readMore(milliseconds: Int32) -> Bool {
    guard kilim_test_readable(terminal, milliseconds) == 1 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(terminal, &buffer, buffer.count)
    // The last program on the terminal is gone: EIO.
    guard count > 0 else { return false }
    shown += buffer[..<count]
    return true
  }
}
