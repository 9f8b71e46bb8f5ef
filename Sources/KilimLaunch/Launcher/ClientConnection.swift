import Glibc

/// One client of the launcher.
final class ClientConnection {
  /// An engine that does not read for so long is cut off; it learns all when it attaches again.
  static let largestBacklog = 64 << 20

  let id: UInt32
  let descriptor: Int32
  var input = FrameBuffer()
  var output = ByteWriter()
  var wantsWritable = false

  init(id: UInt32, descriptor: Int32) {
    self.id = id
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  enum Sending { case all, part, failed }

  /// Sends what the socket takes.
  func flush() -> Sending {
    while !output.bytes.isEmpty {
      let count = output.bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN, output.bytes.count < Self.largestBacklog else { return .failed }
        return .part
      }
      output.bytes.removeFirst(count)
    }
    return .all
  }
}
