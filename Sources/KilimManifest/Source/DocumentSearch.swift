extension UnsafeBufferPointer<UInt8> {
  /// The next line at or after line `start` (from 0) that begins a document with `---`.
  func nextDocument(fromLine start: Int) -> (offset: Int, line: Int)? {
    var (offset, line) = (0, 0)
    while true {
      if line >= start, isDocumentStart(offset) { return (offset, line) }
      guard let end = self[offset...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      offset = end + 1
      line += 1
    }
  }

  private func isDocumentStart(_ offset: Int) -> Bool {
    guard self[offset...].starts(with: "---".utf8) else { return false }
    return offset + 3 == count || " \t\r\n".utf8.contains(self[offset + 3])
  }
}
