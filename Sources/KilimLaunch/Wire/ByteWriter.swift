/// Builds binary messages: little-endian numbers, strings with their length and a final NUL.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The NUL lets a reader hand the string to the system where it lies.
  mutating func append(_ text: String) {
    append(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
  }

  mutating func append(_ token: LaunchToken) {
    append(token.high)
    append(token.low)
  }

  mutating func append(_ tokens: [LaunchToken]) {
    append(UInt32(tokens.count))
    for token in tokens { append(token) }
  }

  /// Writes a number over one that was appended at `offset`.
  mutating func replace(at offset: Int, with number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { source in
      for (index, byte) in source.enumerated() { bytes[offset + index] = byte }
    }
  }
}
