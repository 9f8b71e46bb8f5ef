/// A node of a YAML or JSON text with its place in bytes: what mutations need to know of a text,
/// read without Kilim's own reader.
indirect enum SourceNode {
  case scalar(Scalar)
  case sequence([SourceNode], Frame)
  case mapping([SourceEntry], Frame)
  case alias(Range<Int>)

  struct Scalar {
    var text: String
    /// False in quotes and in blocks.
    var isPlain: Bool
    /// Quotes included.
    var range: Range<Int>
  }

  struct Frame {
    var isFlow: Bool
    /// Exact in flow style, brackets included; in block style only its start is.
    var range: Range<Int>
  }

  var start: Int {
    switch self {
    case .scalar(let scalar): scalar.range.lowerBound
    case .sequence(_, let frame), .mapping(_, let frame): frame.range.lowerBound
    case .alias(let range): range.lowerBound
    }
  }

  /// Where its text ends.
  var end: Int {
    switch self {
    case .scalar(let scalar): scalar.range.upperBound
    case .alias(let range): range.upperBound
    case .sequence(let items, let frame):
      frame.isFlow ? frame.range.upperBound : items.last?.end ?? frame.range.upperBound
    case .mapping(let entries, let frame):
      frame.isFlow ? frame.range.upperBound : entries.last?.value.end ?? frame.range.upperBound
    }
  }

  var range: Range<Int> { start..<max(start, end) }

  var scalar: Scalar? {
    if case .scalar(let scalar) = self { scalar } else { nil }
  }

  var items: [SourceNode] {
    if case .sequence(let items, _) = self { items } else { [] }
  }

  var entries: [SourceEntry] {
    if case .mapping(let entries, _) = self { entries } else { [] }
  }

  var isFlow: Bool {
    switch self {
    case .sequence(_, let frame), .mapping(_, let frame): frame.isFlow
    case .scalar, .alias: false
    }
  }

  /// Empty, `null` or `~` without quotes.
  var isNull: Bool {
    guard let scalar, scalar.isPlain else { return false }
    return ["", "null", "~"].contains(scalar.text)
  }

  subscript(_ name: String) -> SourceNode? {
    entries.first { $0.name == name }?.value
  }
}

struct SourceEntry {
  var key: SourceNode.Scalar
  var value: SourceNode

  var name: String { key.text }
  var range: Range<Int> { key.range.lowerBound..<max(key.range.upperBound, value.end) }
}
