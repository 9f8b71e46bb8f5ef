import CTestSystem
import Glibc

/// A FIFO between a job and the test: no test has to guess how long a job takes.
///
/// The test holds it open in both directions, so the job's `echo >` never waits.
package final class Beacon {
  package let path: String
  private let descriptor: Int32
  private var pending: [UInt8] = []

  init(path: String) throws(TestFailure) {
    guard mkfifo(path, 0o600) == 0 else { throw TestFailure("no FIFO at \(path): errno \(errno)") }
    descriptor = kilim_test_open_fifo(path)
    guard descriptor >= 0 else { throw TestFailure("no FIFO at \(path): errno \(errno)") }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Lets a job that reads from the FIFO go on.
  package func send(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// The next line that a job writes.
  ///
  /// - Throws: `TestFailure` if none comes in time.
  package func line(seconds: Int = 60) throws(TestFailure) -> String {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return line
      }
      guard kilim_test_readable(descriptor, Int32(seconds) * 1000) == 1 else {
        throw TestFailure("nothing came through \(path) within \(seconds) s")
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { pending += buffer[..<count] }
    }
  }
}
