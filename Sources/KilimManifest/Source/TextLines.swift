extension UnsafeBufferPointer<UInt8> {
  /// Where the first line break at or after `start` stands; nil when there is none.
  func lineBreak(from start: Int) -> Range<Int>? {
    let raw = UnsafeRawBufferPointer(self)
    var index = start
    while index < count {
      // No line break begins with printable ASCII, which is nearly all of every text.
      let byte = self[index]
      let length = byte < 0x20 || byte >= 0x80 ? LineBreaks.length(at: index, in: raw) : 0
      if length > 0 { return index..<index + length }
      index += 1
    }
    return nil
  }

  /// Behind the last character.
  var end: Mark {
    var (line, start) = (0, textStart)
    while let lineBreak = lineBreak(from: start) {
      line += 1
      start = lineBreak.upperBound
    }
    let last = String(decoding: self[start...], as: UTF8.self)
    return Mark(line: line, column: last.unicodeScalars.count)
  }

  /// Where the text begins: behind a byte order mark, which no position counts.
  var textStart: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
