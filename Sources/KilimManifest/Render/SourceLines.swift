/// The lines of the source files, looked for from the one that was asked for before: diagnostics come
/// in the order of their lines, and a list of all lines of a large file would be larger than it.
struct SourceLines {
  private let sources: [SourceFile]
  private var name = ""
  private var number = 1
  private var start = 0

  init(_ sources: [SourceFile]) { self.sources = sources }

  /// The bytes of a line, counted from 1, without its end; nil when there is no such line.
  mutating func line(_ wanted: Int, of file: String) -> ArraySlice<UInt8>? {
    guard wanted > 0, let source = sources.first(where: { $0.name == file }) else { return nil }
    return source.bytes.withUnsafeBufferPointer { bytes -> Range<Int>? in
      if file != name || wanted < number { (name, number, start) = (file, 1, bytes.textStart) }
      while number < wanted {
        guard let end = bytes.lineBreak(from: start) else { return nil }
        start = end.upperBound
        number += 1
      }
      return start..<(bytes.lineBreak(from: start)?.lowerBound ?? bytes.count)
    }.map { source.bytes[$0] }
  }
}
