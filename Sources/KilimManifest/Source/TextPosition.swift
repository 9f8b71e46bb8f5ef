/// A place in a text: line and column from 1, columns in code points.
struct TextPosition: Equatable {
  var line = 1
  var column = 1

  init() {}

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a byte; what stands before it must be UTF-8.
  init(ofByte offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    var index = bytes.textStart
    while index < min(offset, bytes.count) {
      let length = bytes.lineEndLength(at: index)
      if length > 0 {
        line += 1
        column = 1
      } else if bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
      index += max(length, 1)
    }
  }
}
