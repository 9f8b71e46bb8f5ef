/// The bytes are not what they should be.
struct MalformedBytes: Error {}

/// Reads what `ByteWriter` wrote. Never reads beyond `end`.
struct ByteReader {
  let bytes: [UInt8]
  private(set) var offset: Int
  let end: Int

  init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    offset = start
    self.end = end ?? bytes.count
  }

  var isAtEnd: Bool { offset == end }

  /// Steps over `count` bytes and returns where they begin.
  mutating func skip(_ count: Int) throws(MalformedBytes) -> Int {
    guard count >= 0, count <= end - offset else { throw MalformedBytes() }
    defer { offset += count }
    return offset
  }

  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type = Number.self
  ) throws(MalformedBytes) -> Number {
    let start = try skip(MemoryLayout<Number>.size)
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Number.self))
    }
  }

  /// Steps over a string and returns where its NUL-terminated bytes begin.
  mutating func skipString() throws(MalformedBytes) -> Range<Int> {
    let count = Int(try number(UInt32.self))
    let start = try skip(count)
    guard bytes[try skip(1)] == 0 else { throw MalformedBytes() }
    return start..<start + count
  }

  mutating func string() throws(MalformedBytes) -> String {
    String(decoding: bytes[try skipString()], as: UTF8.self)
  }

  mutating func token() throws(MalformedBytes) -> LaunchToken {
    LaunchToken(high: try number(), low: try number())
  }

  mutating func tokens() throws(MalformedBytes) -> [LaunchToken] {
    let count = Int(try number(UInt32.self))
    guard count <= (end - offset) / 16 else { throw MalformedBytes() }
    var tokens: [LaunchToken] = []
    tokens.reserveCapacity(count)
    for _ in 0..<count { tokens.append(try token()) }
    return tokens
  }
}
