/// Reads the regular expressions that can be matched in linear time, in Java's notation.
///
/// Literals, `.`, `[…]`, `\d \w \s` and their opposites, groups, `|`, `* + ? {m,n}` (also lazy, which
/// makes no difference to a match of a whole path), `^ $`, and `(?i)` in front. What needs
/// backtracking (back-references, look-around, possessive and atomic groups) is refused: a
/// pattern in a manifest must never stall the engine.
struct RegexParser {
  var scanner: PatternScanner
  private var ignoresCase = false
  private var depth = 0
  private var hasGroup = false

  private static let depthLimit = 50
  private static let repetitionLimit = 1000

  init(_ text: String, start: Int) { scanner = PatternScanner(text, from: start, to: nil) }

  mutating func parse() throws(PathPatternError) -> PatternNode {
    if scanner.next == "(", scanner.afterNext == "?", skipCaseFlag() { ignoresCase = true }
    let node = try alternatives()
    guard scanner.next == nil else {
      throw scanner.failure("this ) closes nothing; write \\) for the character itself")
    }
    return node
  }

  private mutating func skipCaseFlag() -> Bool {
    let flag: [Unicode.Scalar] = ["(", "?", "i", ")"]
    guard scanner.scalars[scanner.position...].starts(with: flag) else { return false }
    for scalar in flag { _ = scanner.skip(scalar) }
    return true
  }

  private mutating func alternatives() throws(PathPatternError) -> PatternNode {
    var nodes = [try sequence()]
    while scanner.skip("|") { nodes.append(try sequence()) }
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private mutating func sequence() throws(PathPatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = scanner.next, scalar != "|", scalar != ")" {
      nodes.append(try repetition(of: try atom()))
    }
    return .sequence(nodes)
  }

  private mutating func atom() throws(PathPatternError) -> PatternNode {
    let start = scanner.position
    guard let scalar = scanner.take() else { return .sequence([]) }
    switch scalar {
    case ".": return .set(.notLineEnd)
    case "^": return .start
    case "$": return .end
    case "(": return try group(from: start)
    case "[": return set(try characterClass(from: start))
    case "\\": return set(try escape(from: start))
    case "*", "+", "?":
      throw scanner.failure("\(scalar) repeats nothing; write \\\(scalar) for itself", at: start)
    case "{": throw scanner.failure("{ repeats nothing; write \\{ for itself", at: start)
    default: return set(ScalarSet(scalar))
    }
  }

  private func set(_ set: ScalarSet) -> PatternNode { .set(ignoresCase ? set.ignoringCase : set) }

  private mutating func group(from start: Int) throws(PathPatternError) -> PatternNode {
    let isFirstGroup = scanner.next != "?" && !hasGroup
    if scanner.next == "?" {
      guard scanner.afterNext == ":" else {
        throw scanner.failure(
          "(?\(scanner.afterNext.map(String.init) ?? "") is not offered here: only ( ), (?: ) and (?i) in front",
          at: start)
      }
      _ = scanner.take()
      _ = scanner.take()
    } else {
      hasGroup = true
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw scanner.failure("groups are at most \(Self.depthLimit) deep", at: start)
    }
    let node = try alternatives()
    guard scanner.skip(")") else {
      throw scanner.failure("the ( has no ); write \\( for the character itself", at: start)
    }
    return isFirstGroup ? .captured(node) : node
  }
}

extension RegexParser {
  private mutating func repetition(of node: PatternNode) throws(PathPatternError) -> PatternNode {
    let start = scanner.position
    guard let (minimum, maximum) = try counts() else { return node }
    if scanner.skip("+") {
      throw scanner.failure("possessive repetitions are not offered; drop the last +", at: start)
    }
    let isLazy = scanner.skip("?")
    if let next = scanner.next, "*+?{".unicodeScalars.contains(next) {
      throw scanner.failure("a repetition of a repetition; put the first one into ( )")
    }
    return .repeated(node, minimum: minimum, maximum: maximum, isLazy: isLazy)
  }

  private mutating func counts() throws(PathPatternError) -> (Int, Int?)? {
    if scanner.skip("*") { return (0, nil) }
    if scanner.skip("+") { return (1, nil) }
    if scanner.skip("?") { return (0, 1) }
    let start = scanner.position
    guard scanner.skip("{") else { return nil }
    let minimum = try number(from: start)
    guard scanner.skip(",") else { return try closed((minimum, minimum), from: start) }
    if scanner.skip("}") { return (minimum, nil) }
    let maximum = try number(from: start)
    guard minimum <= maximum else {
      throw scanner.failure("{\(minimum),\(maximum)} is the wrong way round", at: start)
    }
    return try closed((minimum, maximum), from: start)
  }

  private mutating func closed(
    _ counts: (Int, Int?), from start: Int
  ) throws(PathPatternError) -> (Int, Int?) {
    guard scanner.skip("}") else { throw scanner.failure("the { has no }", at: start) }
    return counts
  }

  private mutating func number(from start: Int) throws(PathPatternError) -> Int {
    var digits = ""
    while let next = scanner.next, ScalarSet.digits.contains(next.value), digits.count < 5 {
      digits.unicodeScalars.append(next)
      _ = scanner.take()
    }
    guard let value = Int(digits), value <= Self.repetitionLimit else {
      throw scanner.failure(
        "a repetition is {m}, {m,} or {m,n} with numbers up to \(Self.repetitionLimit)", at: start)
    }
    return value
  }
}
