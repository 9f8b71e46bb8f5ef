/// Reads a constraint: OR binds least, then AND, then NOT.
struct ConstraintParser {
  private let bytes: [UInt8]
  private var scanner: ConstraintScanner
  private var current: ConstraintScanner.Entry
  private var depth = 0

  /// The tree of a text.
  static func parse(_ text: String) throws(ConstraintError) -> ConstraintNode {
    let bytes = Array(text.utf8)
    guard bytes.count <= ConstraintExpression.maximumBytes else {
      throw ConstraintError(problem: .tooLong, offset: 0)
    }
    do throws(ConstraintError) {
      var parser = try ConstraintParser(bytes)
      return try parser.parseAll()
    } catch {
      // Positions are bytes until here; people count characters.
      let before = bytes.prefix(error.offset).count { $0 & 0xc0 != 0x80 }
      throw ConstraintError(problem: error.problem, offset: before)
    }
  }

  private init(_ bytes: [UInt8]) throws(ConstraintError) {
    self.bytes = bytes
    scanner = ConstraintScanner(bytes)
    current = try scanner.next()
  }

  private mutating func parseAll() throws(ConstraintError) -> ConstraintNode {
    guard current.token != .end else { throw ConstraintError(problem: .empty, offset: 0) }
    let node = try parseAny()
    guard current.token == .end else { throw expected(.connective) }
    return node
  }

  private mutating func advance() throws(ConstraintError) { current = try scanner.next() }

  /// Goes past a token if it is there.
  private mutating func skip(_ token: ConstraintToken) throws(ConstraintError) -> Bool {
    guard current.token == token else { return false }
    try advance()
    return true
  }

  private mutating func parseAny() throws(ConstraintError) -> ConstraintNode {
    var nodes = [try parseEvery()]
    while try skip(.keyword(.or)) { nodes.append(try parseEvery()) }
    return nodes.count == 1 ? nodes[0] : .any(nodes)
  }

  private mutating func parseEvery() throws(ConstraintError) -> ConstraintNode {
    var nodes = [try parseOne()]
    while try skip(.keyword(.and)) { nodes.append(try parseOne()) }
    return nodes.count == 1 ? nodes[0] : .all(nodes)
  }

  private mutating func parseOne() throws(ConstraintError) -> ConstraintNode {
    switch current.token {
    case .keyword(.not), .open: return try parseNested()
    case .name(let name):
      try advance()
      return .comparison(try parseComparison(name))
    default: throw expected(.condition)
    }
  }

  private mutating func parseNested() throws(ConstraintError) -> ConstraintNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ConstraintExpression.maximumDepth else {
      throw ConstraintError(problem: .tooDeep, offset: current.start)
    }
    if try skip(.keyword(.not)) { return .not(try parseOne()) }
    try advance()
    let node = try parseAny()
    guard try skip(.close) else { throw expected(.parenthesis) }
    return node
  }

  private mutating func parseComparison(
    _ name: String
  ) throws(ConstraintError) -> CapabilityComparison {
    if case .relation(let relation) = current.token {
      try advance()
      let value = try parseValue(after: relation.rawValue)
      return relation == .different
        ? CapabilityComparison(name: name, test: .relation(.equal, value), isNegated: true)
        : CapabilityComparison(name: name, test: .relation(relation, value), isNegated: false)
    }
    let start = current
    let isNegated = try skip(.keyword(.not))
    guard let test = try parseTest() else {
      guard !isNegated, endsCondition else {
        if isNegated { current = start }
        throw expected(.comparison(after: name.cutShort))
      }
      // A name alone: the capability is there, and true.
      return CapabilityComparison(
        name: name, test: .relation(.equal, .boolean(true)), isNegated: false)
    }
    return CapabilityComparison(name: name, test: test, isNegated: isNegated)
  }

  private var endsCondition: Bool {
    switch current.token {
    case .end, .close, .keyword(.and), .keyword(.or): true
    default: false
    }
  }

  private mutating func parseTest() throws(ConstraintError) -> CapabilityComparison.Test? {
    if try skip(.keyword(.in)) { return .among(try parseList()) }
    if try skip(.keyword(.like)) { return .like(try parsePattern()) }
    guard try skip(.keyword(.between)) else { return nil }
    let low = try parseValue(after: "BETWEEN")
    guard try skip(.keyword(.and)) else { throw expected(.betweenAnd) }
    return .between(low, try parseValue(after: "AND"))
  }

  private mutating func parseList() throws(ConstraintError) -> [ConstraintValue] {
    guard try skip(.open) else { throw expected(.list) }
    var values = [try parseValue(after: "(")]
    while try skip(.comma) { values.append(try parseValue(after: ",")) }
    guard try skip(.close) else { throw expected(.listEnd) }
    return values
  }

  private mutating func parsePattern() throws(ConstraintError) -> LikePattern {
    guard case .string(let text) = current.token else { throw expected(.pattern) }
    guard let pattern = LikePattern(text) else {
      throw ConstraintError(problem: .patternTooLong, offset: current.start)
    }
    try advance()
    return pattern
  }

  private mutating func parseValue(after sign: String) throws(ConstraintError) -> ConstraintValue {
    let value: ConstraintValue
    switch current.token {
    case .string(let text): value = .string(text)
    case .number(let text): value = .number(text)
    case .keyword(.true): value = .boolean(true)
    case .keyword(.false): value = .boolean(false)
    default: throw expected(.value(after: sign))
    }
    try advance()
    return value
  }

  private func expected(_ expectation: ConstraintError.Expectation) -> ConstraintError {
    let found =
      current.token == .end
      ? nil : String(decoding: bytes[current.start..<current.end], as: UTF8.self).cutShort
    return ConstraintError(
      problem: .expected(expectation, found: found), offset: current.start)
  }
}
