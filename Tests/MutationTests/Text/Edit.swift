/// A stretch of bytes and what stands there instead.
struct Edit {
  var range: Range<Int>
  var text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }

  init(at offset: Int, _ text: String) { self.init(offset..<offset, text) }

  fileprivate var growth: Int { text.utf8.count - range.count }
}

/// A place in a text that is edited: an offset of the original, or one inside what an edit that
/// begins there puts in.
struct Anchor: Hashable {
  var offset: Int
  var inside = 0
}

extension [Edit] {
  /// The edits must not overlap.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text.utf8
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }

  /// Where an anchor lies afterwards.
  func offset(of anchor: Anchor) -> Int {
    filter { $0.range.lowerBound < anchor.offset }.reduce(anchor.offset + anchor.inside) {
      $0 + $1.growth
    }
  }
}

extension [UInt8] {
  /// From 1.
  func line(at offset: Int) -> Int {
    self[..<Swift.min(offset, count)].count { $0 == UInt8(ascii: "\n") } + 1
  }

  func lineStart(at offset: Int) -> Int {
    (self[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  /// Where the line's end stands.
  func lineEnd(at offset: Int) -> Int {
    self[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? count
  }

  /// From 1, in characters.
  func column(at offset: Int) -> Int {
    self[lineStart(at: offset)..<offset].count { $0 & 0xC0 != 0x80 } + 1
  }

  func isBlank(_ range: Range<Int>) -> Bool {
    self[range].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
