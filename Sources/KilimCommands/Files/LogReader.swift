import Glibc

/// Reads a log file on, as it grows.
struct LogReader: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private(set) var isEmpty = true

  /// - Parameter tail: begins with so many last lines; nil begins at the start.
  init(path: String, tail: Int?) throws(CommandFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(.failed, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    if let tail { lseek(descriptor, Self.start(ofLast: tail, in: descriptor), SEEK_SET) }
  }

  deinit { close(descriptor) }

  /// Copies what has come since the last call.
  mutating func copy(to target: Int32) throws(CommandFailure) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandFailure(.failed, "cannot read \(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { return }
      isEmpty = false
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        guard written > 0 else { return }
        sent += written
      }
    }
  }

  /// Where the last lines begin, found from the end in blocks.
  private static func start(ofLast lines: Int, in descriptor: Int32) -> off_t {
    let size = lseek(descriptor, 0, SEEK_END)
    var block = [UInt8](repeating: 0, count: 65_536)
    var position = size
    var newlines = 0
    while position > 0 {
      let begin = max(0, position - off_t(block.count))
      let count = pread(descriptor, &block, Int(position - begin), begin)
      guard count > 0 else { return 0 }
      for index in stride(from: count - 1, through: 0, by: -1)
      where block[index] == UInt8(ascii: "\n") {
        // The newline that ends the file ends its last line.
        if begin + off_t(index) == size - 1, lines > 0 { continue }
        newlines += 1
        if newlines >= max(1, lines) { return lines == 0 ? size : begin + off_t(index) + 1 }
      }
      position = begin
    }
    return lines == 0 ? size : 0
  }
}
