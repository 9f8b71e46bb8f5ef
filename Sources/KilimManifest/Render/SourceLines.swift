/// The lines of the source files, found when they are first asked for.
struct SourceLines {
  private let sources: [SourceFile]
  private var starts: [String: (file: SourceFile, offsets: [Int])] = [:]

  init(_ sources: [SourceFile]) { self.sources = sources }

  /// The bytes of a line, counted from 1, without its end; nil when there is no such line.
  mutating func line(_ number: Int, of name: String) -> ArraySlice<UInt8>? {
    guard let (file, offsets) = index(of: name), offsets.indices.contains(number - 1) else {
      return nil
    }
    let start = offsets[number - 1]
    let end = number < offsets.count ? offsets[number] : file.bytes.count
    var line = file.bytes[start..<end]
    while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      line.removeLast()
    }
    return line
  }

  private mutating func index(of name: String) -> (file: SourceFile, offsets: [Int])? {
    if let known = starts[name] { return known }
    guard let file = sources.first(where: { $0.name == name }) else { return nil }
    let mark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var offsets = [mark]
    var position = mark
    while let end = file.bytes.firstIndex(ofByte: UInt8(ascii: "\n"), from: position) {
      position = end + 1
      offsets.append(position)
    }
    starts[name] = (file, offsets)
    return (file, offsets)
  }
}
