import Glibc

/// Finds the lines `---` that begin documents.
enum DocumentSearch {
  static let mark: StaticString = "---"

  /// Where the last document of a text begins that can be read apart from those before it; nil when
  /// there is none but the first. What may go on behind the text is not looked at.
  static func lastCut(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { raw in
      var cut: Int?
      var end = raw.count
      while let newline = lastFeed(raw, before: end) {
        let start = newline + 1
        if start + mark.count < raw.count, begins(raw, at: start) {
          if let cut { return cut }
          cut = start
        } else if isDirective(raw, at: start) {
          // It belongs to the document behind it.
          cut = nil
        }
        end = newline
      }
      let first = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      return isDirective(raw, at: first) ? nil : cut
    }
  }

  /// Where documents begin that can be read apart from those before them, the first one left out.
  static func cuts(in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBytes { raw in
      var cuts: [Int] = []
      var hasDirective = isDirective(raw, at: raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      var start = 0
      while let feed = bytes.firstIndex(ofByte: 0x0A, from: start) {
        start = feed + 1
        if begins(raw, at: start) {
          if !hasDirective { cuts.append(start) }
          hasDirective = false
        } else if isDirective(raw, at: start) {
          hasDirective = true
        }
      }
      return cuts
    }
  }

  /// The next document that begins at or after line `start` (from 0).
  static func next(
    in bytes: UnsafeBufferPointer<UInt8>, fromLine start: Int
  ) -> (offset: Int, line: Int)? {
    let raw = UnsafeRawBufferPointer(bytes)
    var (offset, line) = (0, 0)
    while true {
      if line >= start, begins(raw, at: offset) { return (offset, line) }
      guard let end = bytes.lineBreak(from: offset) else { return nil }
      offset = end.upperBound
      line += 1
    }
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    let end = offset + mark.count
    guard end <= bytes.count, let base = bytes.baseAddress,
      memcmp(base + offset, mark.utf8Start, mark.count) == 0
    else { return false }
    return end == bytes.count || bytes[end] == 0x20 || bytes[end] == 0x09
      || LineBreaks.length(at: end, in: bytes) > 0
  }

  private static func isDirective(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: "%")
  }

  private static func lastFeed(_ bytes: UnsafeRawBufferPointer, before end: Int) -> Int? {
    var index = end - 1
    while index >= 0, bytes[index] != 0x0A { index -= 1 }
    return index >= 0 ? index : nil
  }
}

extension StaticString {
  var count: Int { utf8CodeUnitCount }
}
