/// Line ends as libyaml counts them (YAML 1.1, section 4.2): LF, CR, CR LF, U+0085, U+2028, U+2029.
extension UnsafeBufferPointer<UInt8> {
  /// The length of the line end that begins at `index`; 0 when none does.
  func lineEndLength(at index: Int) -> Int {
    func follows(_ distance: Int, _ bytes: ClosedRange<UInt8>) -> Bool {
      index + distance < count && bytes.contains(self[index + distance])
    }
    switch self[index] {
    case UInt8(ascii: "\n"): return 1
    case UInt8(ascii: "\r"): return follows(1, 0x0A...0x0A) ? 2 : 1
    case 0xC2: return follows(1, 0x85...0x85) ? 2 : 0
    case 0xE2: return follows(1, 0x80...0x80) && follows(2, 0xA8...0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// Where the first line end at or after `start` stands; nil when there is none.
  func lineEnd(from start: Int) -> Range<Int>? {
    var index = start
    while index < count {
      // No line end begins with another byte of printable ASCII.
      let byte = self[index]
      let length = byte < 0x20 || byte >= 0x80 ? lineEndLength(at: index) : 0
      if length > 0 { return index..<index + length }
      index += 1
    }
    return nil
  }

  /// Where the text begins: behind a byte order mark, which no position counts.
  var textStart: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
