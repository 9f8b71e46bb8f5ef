import KilimModel

/// The lines that some spans begin in; of the sources, nothing else is held.
struct SourceLines {
  private var lines: [String: [Int: [UInt8]]] = [:]

  init(of spans: [SourceSpan], in sources: [any ManifestSource]) {
    var wanted: [String: [Int: Int]] = [:]
    for span in spans {
      wanted[span.file, default: [:]][span.line, default: 0].raise(to: Self.size(upTo: span))
    }
    for source in sources {
      guard let numbers = wanted.removeValue(forKey: source.name) else { continue }
      var finder = LineFinder(numbers)
      try? finder.search(source)
      lines[source.name] = finder.found
    }
  }

  /// As many bytes as can be shown: a line may be the whole of a large file.
  private static func size(upTo span: SourceSpan) -> Int { span.column * 4 + 8192 }

  /// The bytes of a line, counted from 1, without its end; nil when there is no such line.
  func line(_ number: Int, of name: String) -> [UInt8]? { lines[name]?[number] }
}

/// Picks single lines out of a text while it is read.
private struct LineFinder {
  private static let stride = 256 << 10

  /// How many bytes of each line.
  private let wanted: [Int: Int]
  private let last: Int
  private var number = 1
  private var current: [UInt8] = []
  private(set) var found: [Int: [UInt8]] = [:]

  init(_ wanted: [Int: Int]) {
    self.wanted = wanted
    last = wanted.keys.max() ?? 0
  }

  mutating func search(_ source: any ManifestSource) throws(UnreadableSource) {
    var offset = 0
    var rest: [UInt8] = []
    while number <= last {
      let bytes = try source.read(from: offset, count: Self.stride)
      rest +=
        offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
      offset += bytes.count
      let isEnd = bytes.count < Self.stride
      rest.removeFirst(take(rest, isEnd: isEnd))
      if isEnd { return endLine() }
    }
  }

  /// Takes lines, and what there is of one that goes on.
  ///
  /// - Returns: how many bytes were taken. A line break of several bytes may be cut at the end.
  private mutating func take(_ bytes: [UInt8], isEnd: Bool) -> Int {
    bytes.withUnsafeBufferPointer { all in
      let limit = isEnd ? all.count : max(0, all.count - 2)
      var start = 0
      while number <= last, start < limit {
        let end = all.lineBreak(from: start).flatMap { $0.lowerBound < limit ? $0 : nil }
        if let most = wanted[number] {
          current += all[start..<(end?.lowerBound ?? limit)].prefix(max(0, most - current.count))
        }
        guard let end else { return limit }
        endLine()
        start = end.upperBound
      }
      return start
    }
  }

  private mutating func endLine() {
    if wanted[number] != nil { found[number] = current }
    current = []
    number += 1
  }
}

extension Int {
  fileprivate mutating func raise(to other: Int) { self = Swift.max(self, other) }
}
