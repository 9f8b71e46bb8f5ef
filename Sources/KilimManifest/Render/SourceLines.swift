/// The lines of the source files, found when they are first asked for.
struct SourceLines {
  private let sources: [SourceFile]
  private var found: [String: (file: SourceFile, lines: [Range<Int>])] = [:]

  init(_ sources: [SourceFile]) { self.sources = sources }

  /// The bytes of a line, counted from 1, without its end; nil when there is no such line.
  mutating func line(_ number: Int, of name: String) -> ArraySlice<UInt8>? {
    guard let (file, lines) = index(of: name), lines.indices.contains(number - 1) else {
      return nil
    }
    return file.bytes[lines[number - 1]]
  }

  private mutating func index(of name: String) -> (file: SourceFile, lines: [Range<Int>])? {
    if let known = found[name] { return known }
    guard let file = sources.first(where: { $0.name == name }) else { return nil }
    let lines = file.bytes.withUnsafeBufferPointer(Self.lines)
    found[name] = (file, lines)
    return (file, lines)
  }

  private static func lines(of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = bytes.textStart
    while let end = bytes.lineBreak(from: start) {
      lines.append(start..<end.lowerBound)
      start = end.upperBound
    }
    return lines + [start..<bytes.count]
  }
}
