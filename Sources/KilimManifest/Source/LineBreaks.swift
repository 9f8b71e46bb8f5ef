import Glibc

/// Where lines end as libyaml sees it: after `\n`, `\r\n`, `\r`, and after the characters U+0085,
/// U+2028 and U+2029.
enum LineBreaks {
  static func count(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return 0 }
      // Nearly every text has the first kind alone.
      let hasOthers = [0x0D, 0xC2, 0xE2].contains { memchr(base, $0, raw.count) != nil }
      guard hasOthers else { return countFeeds(raw) }
      var (count, index) = (0, 0)
      while index < raw.count {
        let length = length(at: index, in: raw)
        if length > 0 { count += 1 }
        index += max(length, 1)
      }
      return count
    }
  }

  /// The bytes of the line break at `index`; 0 where there is none.
  static func length(at index: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    func byte(_ distance: Int) -> UInt8 {
      index + distance < bytes.count ? bytes[index + distance] : 0
    }
    switch bytes[index] {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  private static func countFeeds(_ bytes: UnsafeRawBufferPointer) -> Int {
    var count = 0
    for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
    return count
  }
}
