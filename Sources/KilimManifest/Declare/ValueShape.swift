/// What a value may be, without the code that reads it: what people are told, the JSON Schema and
/// examples come from it.
indirect enum ValueShape: Sendable, Hashable {
  case boolean
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// Lengths are in characters (code points).
  case text(ClosedRange<Int>, TextRule)
  /// One of these texts, spelt exactly.
  case choice([String])
  /// The same, or text that is empty or only blanks, which says nothing.
  case orBlank(ValueShape)
  /// - Parameters:
  ///   - uniqueBy: the field of the items whose value occurs once.
  ///   - isDistinct: no item occurs twice.
  case list(ValueShape, uniqueBy: String? = nil, isDistinct: Bool = false)
  /// A mapping with known fields, which are those of the field's `record`.
  case record
  /// Names of any kind, values that are text.
  case stringMap
  /// A text, a number, true or false.
  case scalar
  /// One or the other.
  case either(ValueShape, ValueShape)
  /// A list of so many items.
  case tuple(ValueShape, ClosedRange<Int>)
  /// Names of the user's own, values of one shape.
  case map(ValueShape)
  /// Anything, up to a size as JSON.
  case freeMapping(maxBytes: Int)
}

extension ValueShape {
  /// As in "must be a whole number of 1 or more".
  var summary: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): "a whole number" + Self.words(range)
    case .number(let range):
      "a number from \(range.lowerBound.plainText) to \(range.upperBound.plainText)"
    case .text(let lengths, let rule): Self.words(lengths: lengths) + rule.summary
    case .choice(let allowed): "one of " + allowed.joined(separator: ", ")
    case .orBlank(let shape): shape.summary
    case .list(let item, _, _): "a list; each item \(item.summary)"
    case .record: "a mapping"
    case .stringMap: "a mapping from names to text"
    case .scalar: "a text, a number, true or false"
    case .either(let first, let second): "\(first.summary), or \(second.summary)"
    case .tuple(let item, let counts):
      "a list of \(counts.lowerBound == counts.upperBound ? "\(counts.lowerBound)" : "\(counts.lowerBound) or \(counts.upperBound)"); each item \(item.summary)"
    case .map(let item): "a mapping from names; each value \(item.summary)"
    case .freeMapping(let maxBytes): "a mapping of anything, \(maxBytes / 1024) KiB at most"
    }
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (Int(Int32.min), Int(Int32.max)): ""
    case (let lower, Int(Int32.max)): " of \(lower) or more"
    case (let lower, let upper): " from \(lower) to \(upper)"
    }
  }

  private static func words(lengths: ClosedRange<Int>) -> String {
    switch (lengths.lowerBound, lengths.upperBound) {
    case (0, Int.max): "text"
    case (1, Int.max): "text that is not empty"
    case (0, let upper): "text of at most \(upper) characters"
    case (let lower, let upper): "text of \(lower) to \(upper) characters"
    }
  }
}

extension Double {
  /// Without a point where it is whole.
  fileprivate var plainText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}

extension TextRule {
  fileprivate var summary: String {
    switch self {
    case .anything: ""
    case .oneLine: " on one line"
    case .identifier: " of letters, digits and `- . _ ~`"
    case .harmless: " without `& > < | ;` and backquotes"
    case .environmentKey: " of letters, digits and `_`"
    case .objectName: " on one line, without `/` and `#`"
    case .objectReference: " as in `job/NAME`"
    case .timeSpan: " as in `90s`, `5m`, `2h` or `7d`"
    case .relativePath: ", a path without `..`"
    case .jsonPath: " as in `.name.list[0]`"
    case .regularExpression: ", a regular expression"
    case .secretSource: ", `env:NAME`, `file:PATH` or `command:TEXT`"
    }
  }
}
