import Glibc

/// A pipe that wakes a waiting thread.
final class Pipe: Sendable {
  let reader: Int32
  let writer: Int32

  init() throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommandFailure(
        .failed, "no file descriptors are left",
        hint: "raise the limit, for instance `ulimit -n 4096`")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    reader = ends[0]
    writer = ends[1]
  }

  deinit {
    close(reader)
    close(writer)
  }

  func signal() {
    var byte: UInt8 = 0
    _ = write(writer, &byte, 1)
  }

  /// Waits for a byte.
  ///
  /// - Parameter milliseconds: at most so long; nil for ever.
  /// - Returns: the byte, or nil when the time is over.
  func wait(milliseconds: Int64?) -> UInt8? {
    var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    let limit = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    guard poll(&entry, 1, limit) > 0 else { return nil }
    var byte: UInt8 = 0
    return read(reader, &byte, 1) == 1 ? byte : nil
  }
}
