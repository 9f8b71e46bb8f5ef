import KilimModel

/// Which characters a text may have.
enum TextRule: Sendable {
  case anything
  /// No control characters (Tapis reference, section 1.4), so no line ends.
  case oneLine
  /// A letter or digit, then letters, digits and `- . _ ~` (section 6.1).
  case identifier
  /// An identifier that is no number and in which no dot could be taken for the end of the name.
  case stepName
  /// No control characters and none of `& > < | ;` and the backquote (section 1.4).
  case harmless
  /// The name of an environment variable that is not Kilim's own (section 2.2).
  case environmentKey
  /// The name of a job, which stands in `job/NAME#2`: one line without `/` and `#`.
  case objectName
  /// A kind and a name, as in `job/prepare`.
  case objectReference
  /// A whole number and a unit, as in `90s`.
  case timeSpan
  /// A path that stays below where it starts.
  case relativePath
  /// Keys and positions of a JSON value, as in `.a.b[0]`.
  case jsonPath
  /// What `PathPattern` can match in linear time.
  case regularExpression
  /// `env:NAME`, `file:PATH` or `command:TEXT`.
  case secretSource
}

extension ValueType where Value == String {
  /// Text; lengths are in characters.
  static func text(
    _ lengths: ClosedRange<Int> = 0...Int.max, _ rule: TextRule = .anything
  ) -> ValueType {
    ValueType(shape: .text(lengths, rule)) { node, decoding in
      guard let text = decoding.text(node) else {
        decoding.reportType(node, "text", hint: decoding.quoteHint(node))
        return nil
      }
      guard decoding.checkLength(text, lengths, node), decoding.check(text, rule, node) else {
        return nil
      }
      return text
    } write: { value, _ in
      .string(value)
    }
  }

  /// The same, but a blank value says nothing, as in Tapis (reference, "blank").
  var orBlank: ValueType {
    var type = self
    let read = self.read
    type.shape = .orBlank(shape)
    type.read = { node, decoding in
      decoding.isBlank(node) ? nil : read(node, &decoding)
    }
    return type
  }

  static func text(max: Int, _ rule: TextRule = .anything) -> ValueType { text(0...max, rule) }
}

extension Decoding {
  fileprivate mutating func checkLength(
    _ text: String, _ lengths: ClosedRange<Int>, _ node: Int32
  ) -> Bool {
    if text.isEmpty, lengths.lowerBound > 0 {
      report(
        .invalidText, at: node, "`\(path.name)` is empty", hint: "leave it out, or write a value")
      return false
    }
    // Bytes are at least as many as characters, and quicker to count.
    guard text.utf8.count > lengths.upperBound else { return true }
    let count = text.unicodeScalars.count
    guard count > lengths.upperBound else { return true }
    report(
      .outOfRange, at: node, "`\(path.name)` has \(count) characters",
      hint: "at most \(lengths.upperBound) are allowed")
    return false
  }

  fileprivate mutating func check(_ text: String, _ rule: TextRule, _ node: Int32) -> Bool {
    guard let problem = rule.problem(of: text) else { return true }
    report(
      .invalidText, at: node, "`\(path.name)` \(problem.message)", hint: problem.hint)
    return false
  }
}
