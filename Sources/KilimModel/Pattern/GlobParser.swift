/// Reads a glob by the rules of Java NIO's `FileSystem.getPathMatcher`.
struct GlobParser {
  private var scanner: PatternScanner
  /// Whether the glob has `*`, `?` or `[`.
  private(set) var hasWildcards = false

  init(_ text: String, from start: Int, to end: Int) {
    scanner = PatternScanner(text, from: start, to: end)
  }

  mutating func parse() throws(PathPatternError) -> PatternNode {
    try sequence(inGroupFrom: nil)
  }

  /// Reads up to the end of the text, or inside a group up to `,` or `}`.
  private mutating func sequence(inGroupFrom group: Int?) throws(PathPatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = scanner.next {
      if group != nil, scalar == "," || scalar == "}" { break }
      nodes.append(try element(insideGroup: group != nil))
    }
    return .sequence(nodes)
  }

  private mutating func element(insideGroup: Bool) throws(PathPatternError) -> PatternNode {
    let start = scanner.position
    guard let scalar = scanner.take() else { return .sequence([]) }
    switch scalar {
    case "*": return star()
    case "?":
      hasWildcards = true
      return .set(.notSlash)
    case "[":
      hasWildcards = true
      return try characterClass(from: start)
    case "{":
      guard !insideGroup else {
        throw scanner.failure("{ } cannot be inside { }; list all alternatives in one", at: start)
      }
      return try group(from: start)
    case "\\":
      guard let escaped = scanner.take() else {
        throw scanner.failure("nothing follows the \\; write \\\\ for a backslash", at: start)
      }
      return .set(ScalarSet(escaped))
    default: return .set(ScalarSet(scalar))
    }
  }

  private mutating func star() -> PatternNode {
    hasWildcards = true
    let crossesSlashes = scanner.skip("*")
    return .repeated(.set(crossesSlashes ? .any : .notSlash), minimum: 0, maximum: nil)
  }

  private mutating func group(from start: Int) throws(PathPatternError) -> PatternNode {
    var alternatives = [try sequence(inGroupFrom: start)]
    while scanner.skip(",") { alternatives.append(try sequence(inGroupFrom: start)) }
    guard scanner.skip("}") else {
      throw scanner.failure("the { has no }; write \\{ for the character itself", at: start)
    }
    return .alternatives(alternatives)
  }

  /// Everything inside brackets stands for itself, a backslash too, but `!` in front and `-`.
  private mutating func characterClass(from start: Int) throws(PathPatternError) -> PatternNode {
    let isInverted = scanner.skip("!")
    var ranges: [ClosedRange<UInt32>] = []
    while let low = scanner.take(), low != "]" {
      ranges.append(try range(from: low))
    }
    guard scanner.scalars[scanner.position - 1] == "]", scanner.position - 1 > start else {
      throw scanner.failure("the [ has no ]; write \\[ for the character itself", at: start)
    }
    guard !ranges.isEmpty else {
      throw scanner.failure("[ ] names no character; put at least one inside", at: start)
    }
    let set = ScalarSet(ranges)
    return .set((isInverted ? set.inverted : set).subtracting(ScalarSet("/")))
  }

  private mutating func range(
    from low: Unicode.Scalar
  ) throws(PathPatternError) -> ClosedRange<UInt32> {
    let start = scanner.position - 1
    guard low != "/" else {
      throw scanner.failure("[ ] never matches /; write the / outside", at: start)
    }
    guard scanner.next == "-", let high = scanner.afterNext, high != "]" else {
      return low.value...low.value
    }
    _ = scanner.take()
    _ = scanner.take()
    guard low.value <= high.value else {
      throw scanner.failure("the range \(low)-\(high) is the wrong way round", at: start)
    }
    return low.value...high.value
  }
}
