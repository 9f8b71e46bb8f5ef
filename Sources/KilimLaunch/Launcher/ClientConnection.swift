import Glibc

/// One client of the launcher.
final class ClientConnection {
  /// An engine that does not read for so long is cut off; it learns all when it attaches again.
  static let largestBacklog = 64 << 20

  /// How long a start may wait for company, in milliseconds.
  private static let holding: Int64 = 20

  let id: UInt32
  let descriptor: Int32
  var input = FrameBuffer()
  var output = ByteWriter()
  var wantsWritable = false
  /// Since when output waits that is in no hurry, in milliseconds since boot; nil for none, or when
  /// some of it is urgent.
  private(set) var heldSince: Int64?

  init(id: UInt32, descriptor: Int32) {
    self.id = id
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Queues a message.
  ///
  /// Starts are in no hurry: they travel with what comes next, so that short programs do not wake
  /// the engine twice.
  func queue(_ message: LauncherMessage, now: Int64) {
    if case .started = message {
      if output.bytes.isEmpty { heldSince = now }
    } else {
      heldSince = nil
    }
    message.append(to: &output)
  }

  /// When the output is to be sent, in milliseconds since boot.
  var sendAt: Int64 {
    if output.bytes.isEmpty || wantsWritable { return .max }
    return heldSince.map { $0 + Self.holding } ?? 0
  }

  enum Sending { case all, part, failed }

  /// Sends what the socket takes.
  func flush() -> Sending {
    while !output.bytes.isEmpty {
      let count = output.bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN ? .part : .failed
      }
      output.bytes.removeFirst(count)
    }
    heldSince = nil
    return .all
  }
}
