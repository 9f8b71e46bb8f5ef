/// A place in a text: line and column from 1, columns in code points.
struct TextPosition: Equatable {
  var line = 1
  var column = 1

  init() {}

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a byte. Bytes that are not UTF-8 count as one code point each.
  init(ofByte offset: Int, in bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var index = 0
      while index < min(offset, raw.count) {
        let length = LineBreaks.length(at: index, in: raw)
        // The first half of `\r\n` may be what is asked for.
        if length > 0, index + length <= max(offset, index + 1) {
          line += 1
          column = 1
          index += length
        } else {
          if raw[index] & 0xC0 != 0x80, raw[index] != 0x0D { column += 1 }
          index += 1
        }
      }
    }
  }
}
