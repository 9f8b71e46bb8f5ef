extension UnsafeBufferPointer<UInt8> {
  /// The next line at or after line `start` (from 0) that begins a document with `---`.
  func nextDocument(fromLine start: Int) -> (offset: Int, line: Int)? {
    var (offset, line) = (0, 0)
    while true {
      if line >= start, isDocumentStart(offset) { return (offset, line) }
      guard let end = lineBreak(from: offset) else { return nil }
      offset = end.upperBound
      line += 1
    }
  }

  private func isDocumentStart(_ offset: Int) -> Bool {
    guard self[offset...].starts(with: "---".utf8) else { return false }
    let next = offset + 3
    return next == count || " \t".utf8.contains(self[next])
      || lineBreak(from: next)?.lowerBound == next
  }
}
