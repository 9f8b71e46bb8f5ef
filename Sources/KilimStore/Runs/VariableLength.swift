/// Numbers of which small ones take few bytes: seven bits in each, the lowest first.
extension [UInt8] {
  mutating func append(variable number: UInt64) {
    var number = number
    while number >= 0x80 {
      append(UInt8(number & 0x7F) | 0x80)
      number >>= 7
    }
    append(UInt8(number))
  }

  /// Zigzag: small numbers of either sign are small.
  mutating func append(signed number: Int64) {
    append(variable: UInt64(bitPattern: number << 1 ^ number >> 63))
  }
}

extension ArraySlice<UInt8> {
  /// Nil where no number begins.
  mutating func takeVariable() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func takeSigned() -> Int64? {
    takeVariable().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }
}
