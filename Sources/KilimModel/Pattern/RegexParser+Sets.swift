extension RegexParser {
  /// Reads what follows a backslash.
  mutating func escape(from start: Int) throws(PathPatternError) -> ScalarSet {
    guard let scalar = scanner.take() else {
      throw scanner.failure("nothing follows the \\; write \\\\ for a backslash", at: start)
    }
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .words
    case "W": return ScalarSet.words.inverted
    case "s": return .blanks
    case "S": return ScalarSet.blanks.inverted
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "x": return try codePoint(digits: 2, from: start)
    case "u": return try codePoint(digits: 4, from: start)
    case "1"..."9":
      throw scanner.failure("back-references are not offered: \\\(scalar)", at: start)
    case "0", "a"..."z", "A"..."Z":
      throw scanner.failure("\\\(scalar) is not offered here", at: start)
    default: return ScalarSet(scalar)
    }
  }

  private mutating func codePoint(digits: Int, from start: Int) throws(PathPatternError)
    -> ScalarSet
  {
    var text = ""
    for _ in 0..<digits {
      if let next = scanner.take() { text.unicodeScalars.append(next) }
    }
    guard text.unicodeScalars.count == digits, !text.hasPrefix("+"),
      let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw scanner.failure("\(digits) hexadecimal digits are missing here", at: start) }
    return ScalarSet(scalar)
  }

  /// Reads what follows `[`.
  mutating func characterClass(from start: Int) throws(PathPatternError) -> ScalarSet {
    let isInverted = scanner.skip("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = scanner.next, scalar != "]" || isFirst {
      isFirst = false
      ranges += try classItem().ranges
    }
    guard scanner.skip("]") else {
      throw scanner.failure("the [ has no ]; write \\[ for the character itself", at: start)
    }
    let set = ScalarSet(ranges)
    return isInverted ? set.inverted : set
  }

  private mutating func classItem() throws(PathPatternError) -> ScalarSet {
    let start = scanner.position
    let low = try classMember(from: start)
    // As in Java, a `-` behind a set such as \d stands for itself.
    guard scanner.next == "-", let after = scanner.afterNext, after != "]", let first = low.single
    else { return low }
    _ = scanner.take()
    let high = try classMember(from: scanner.position)
    guard let last = high.single, first <= last else {
      throw scanner.failure("this range is not one, or the wrong way round", at: start)
    }
    return ScalarSet([first...last])
  }

  private mutating func classMember(from start: Int) throws(PathPatternError) -> ScalarSet {
    guard let scalar = scanner.take() else { return ScalarSet([]) }
    switch scalar {
    case "\\": return try escape(from: start)
    case "[": throw scanner.failure("[ ] cannot be inside [ ]; write \\[ for itself", at: start)
    case "&" where scanner.next == "&":
      throw scanner.failure("intersections with && are not offered", at: start)
    default: return ScalarSet(scalar)
    }
  }
}

extension ScalarSet {
  /// The only member; nil when there are none or several.
  fileprivate var single: UInt32? {
    guard let range = ranges.first, ranges.count == 1, range.count == 1 else { return nil }
    return range.lowerBound
  }
}
