/// A run's uuid in Tapis' form: an RFC 4122 version 4 uuid and the suffix `-007`.
package struct RunUUID: Sendable, Hashable, CustomStringConvertible {
  /// 16 bytes.
  package let bytes: [UInt8]

  /// Takes 16 random bytes and sets the version and variant bits; nil for another count.
  package init?(random bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    self.bytes = bytes
  }

  /// Takes the 16 bytes of a uuid that exists; nil for another count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx-007`.
  package init?(_ text: String) {
    guard text.hasSuffix("-007") else { return nil }
    let digits = text.dropLast(4).utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32, text.utf8.count == 40 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
    guard description == text.lowercased() else { return nil }
  }

  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(40)
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    text.append(contentsOf: "-007".utf8)
    return String(decoding: text, as: UTF8.self)
  }
}
