import Glibc

/// Bytes that came from a socket, cut into frames.
struct FrameBuffer {
  enum Reading {
    case some, nothing, closed
    case failed(Int32)
  }

  private var bytes: [UInt8] = []
  private var head = 0

  /// Takes what is there, without waiting, at most about 1 MiB.
  mutating func read(from descriptor: Int32) -> Reading {
    compact()
    let chunk = 1 << 16
    for round in 0..<16 {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let count = bytes.withUnsafeMutableBytes { buffer in
        recv(descriptor, buffer.baseAddress?.advanced(by: start), chunk, Int32(MSG_DONTWAIT))
      }
      let code = errno
      bytes.removeLast(chunk - max(0, count))
      if count == 0 { return round == 0 ? .closed : .some }
      if count < 0 {
        if code == EINTR { continue }
        if code == EAGAIN { return round == 0 ? .nothing : .some }
        return code == ECONNRESET ? .closed : .failed(code)
      }
      if count < chunk { return .some }
    }
    return .some
  }

  /// The next whole frame's content; nil when there is none yet.
  mutating func next() throws(MalformedBytes) -> ByteReader? {
    guard bytes.count - head >= 4 else { return nil }
    var header = ByteReader(bytes, from: head)
    let length = Int(try header.number(UInt32.self))
    guard length <= Frame.largest else { throw MalformedBytes() }
    guard bytes.count - head - 4 >= length else { return nil }
    let start = head + 4
    head = start + length
    return ByteReader(bytes, from: start, to: start + length)
  }

  private mutating func compact() {
    guard head > 0 else { return }
    bytes.removeSubrange(..<head)
    head = 0
  }
}
