import Glibc

/// Lets any thread wake one that waits in `poll`; many signals before a look count once.
final class Wakeup: Sendable {
  /// Readable after `signal`, until `clear`.
  let descriptor: Int32
  private let input: Int32

  /// - Throws: `EngineError` when the process has no descriptors left.
  init() throws(EngineError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw EngineError("no file descriptors are left", hint: "raise `ulimit -n`")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    input = ends[1]
  }

  deinit {
    close(descriptor)
    close(input)
  }

  /// May be called from any thread and from a signal handler.
  func signal() {
    var byte: UInt8 = 1
    // A full pipe is a signal already.
    _ = write(input, &byte, 1)
  }

  func clear() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, 256) > 0 {}
  }
}
