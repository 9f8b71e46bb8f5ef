import KilimModel

/// The lines that some spans begin in; of the sources, nothing else is held.
struct SourceLines {
  private var lines: [String: [Int: [UInt8]]] = [:]

  init(of spans: [SourceSpan], in sources: [any ManifestSource]) {
    var wanted: [String: Set<Int>] = [:]
    for span in spans { wanted[span.file, default: []].insert(span.line) }
    for source in sources {
      guard let numbers = wanted.removeValue(forKey: source.name) else { continue }
      var finder = LineFinder(numbers)
      try? finder.search(source)
      lines[source.name] = finder.found
    }
  }

  /// The bytes of a line, counted from 1, without its end; nil when there is no such line.
  func line(_ number: Int, of name: String) -> [UInt8]? { lines[name]?[number] }
}

/// Picks single lines out of a text while it is read.
private struct LineFinder {
  private static let stride = 256 << 10

  private let wanted: Set<Int>
  private let last: Int
  private var number = 1
  private var current: [UInt8] = []
  private(set) var found: [Int: [UInt8]] = [:]

  init(_ wanted: Set<Int>) {
    self.wanted = wanted
    last = wanted.max() ?? 0
  }

  mutating func search(_ source: any ManifestSource) throws(UnreadableSource) {
    var offset = 0
    while number <= last {
      let bytes = try source.read(from: offset, count: Self.stride)
      take(offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...])
      offset += bytes.count
      guard bytes.count >= Self.stride else { return endLine() }
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    while number <= last {
      let end = bytes[start...].firstIndex(of: 0x0A)
      if wanted.contains(number) { current += bytes[start..<(end ?? bytes.endIndex)] }
      guard let end else { return }
      endLine()
      start = end + 1
    }
  }

  private mutating func endLine() {
    if wanted.contains(number) {
      while current.last == 0x0D { current.removeLast() }
      found[number] = current
      current = []
    }
    number += 1
  }
}
