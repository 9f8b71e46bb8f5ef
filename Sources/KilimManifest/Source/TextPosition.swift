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
    var index = 0
    while index < min(offset, bytes.count) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") || isLoneReturn(bytes, index) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
        column += 1
      }
      index += 1
    }
  }
}

private func isLoneReturn(_ bytes: [UInt8], _ index: Int) -> Bool {
  bytes[index] == UInt8(ascii: "\r")
    && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
}
