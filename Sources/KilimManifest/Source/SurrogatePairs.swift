/// Lets JSON's surrogate pairs (`\ud83d\ude00`) through libyaml, which refuses them.
///
/// Each of a pair's twelve characters is replaced by a private-use code point before parsing, so
/// that no position moves, and put back in the scalar: as the character that the pair means in a
/// double-quoted scalar, as it was written anywhere else.
enum SurrogatePairs {
  /// The code point that stands for ASCII character 0; plane 16 is for private use.
  private static let base: UInt32 = 0x10FE00
  private static let pairLength = 12

  /// The text with its pairs replaced; nil when it has none.
  static func masked(_ bytes: [UInt8]) -> [UInt8]? {
    let pairs = offsets(in: bytes)
    // A text that uses these very code points keeps its pairs, and gets libyaml's error.
    guard !pairs.isEmpty, !containsMask(bytes[...]) else { return nil }
    var masked: [UInt8] = []
    masked.reserveCapacity(bytes.count + pairs.count * pairLength * 3)
    var copied = 0
    for offset in pairs {
      masked.append(contentsOf: bytes[copied..<offset])
      for byte in bytes[offset..<offset + pairLength] {
        masked.append(contentsOf: String(Character(code(of: byte))).utf8)
      }
      copied = offset + pairLength
    }
    masked.append(contentsOf: bytes[copied...])
    return masked
  }

  /// Puts the pairs of one scalar back, from `start` to the end of `text`.
  static func unmask(_ text: inout [UInt8], from start: Int, isDoubleQuoted: Bool) {
    guard containsMask(text[start...]) else { return }
    let scalars = Array(String(decoding: text[start...], as: UTF8.self).unicodeScalars)
    var restored = ""
    var index = 0
    while index < scalars.count {
      guard (base..<base + 128).contains(scalars[index].value), index + pairLength <= scalars.count
      else {
        restored.unicodeScalars.append(scalars[index])
        index += 1
        continue
      }
      let written = scalars[index..<index + pairLength].map {
        UInt8(truncatingIfNeeded: $0.value &- base)
      }
      restored += isDoubleQuoted ? meaning(of: written) : String(decoding: written, as: UTF8.self)
      index += pairLength
    }
    text.removeSubrange(start...)
    text.append(contentsOf: restored.utf8)
  }

  private static func code(of byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(base + UInt32(byte)) ?? "?"
  }

  private static func containsMask(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let index = rest.firstIndex(of: 0xF4) {
      if index + 2 < bytes.endIndex, bytes[index + 1] == 0x8F,
        bytes[index + 2] == 0xB8 || bytes[index + 2] == 0xB9
      {
        return true
      }
      rest = bytes[(index + 1)...]
    }
    return false
  }

  private static func offsets(in bytes: [UInt8]) -> [Int] {
    var found: [Int] = []
    var start = 0
    while let backslash = bytes.firstIndex(ofByte: UInt8(ascii: "\\"), from: start) {
      if isPair(bytes, backslash) {
        found.append(backslash)
        start = backslash + pairLength
      } else {
        // The second of two backslashes is escaped, and starts nothing.
        start = backslash + 2
      }
    }
    return found
  }

  private static func isPair(_ bytes: [UInt8], _ offset: Int) -> Bool {
    guard let high = unit(bytes, offset), let low = unit(bytes, offset + 6) else { return false }
    return (0xD800..<0xDC00).contains(high) && (0xDC00..<0xE000).contains(low)
  }

  private static func unit(_ bytes: [UInt8], _ offset: Int) -> UInt32? {
    guard offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u"), bytes[offset + 2] | 0x20 == UInt8(ascii: "d")
    else { return nil }
    return UInt32(String(decoding: bytes[offset + 2..<offset + 6], as: UTF8.self), radix: 16)
  }

  private static func meaning(of pair: [UInt8]) -> String {
    guard let high = unit(pair, 0), let low = unit(pair, 6),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { return "\u{FFFD}" }
    return String(Character(scalar))
  }
}
