import KilimModel

/// By the strength of operators, weakest first: `?:`, `||`, `&&`, `!`, comparisons and `in`, sums,
/// products, signs, powers.
struct ExpressionParser {
  private var scanner: ExpressionScanner
  private var token: ExpressionToken = .end
  private var depth = 0
  private(set) var names: [String] = []

  private static let deepest = 64

  init(_ text: String) throws(ExpressionError) {
    scanner = ExpressionScanner(text)
    try advance()
  }

  mutating func whole() throws(ExpressionError) -> ExpressionNode {
    guard token != .end else { throw ExpressionError("the expression is empty") }
    let node = try choice()
    guard token == .end else { throw unexpected() }
    return node
  }

  private mutating func advance() throws(ExpressionError) { token = try scanner.next() }

  private func unexpected() -> ExpressionError {
    guard token != .end else {
      return ExpressionError("something is missing at the end of the expression")
    }
    return ExpressionError("`\(scanner.written)` was not expected here", part: scanner.written)
  }

  private mutating func take(_ symbol: String) throws(ExpressionError) -> Bool {
    guard token == .symbol(symbol) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(ExpressionError) {
    guard try take(symbol) else {
      throw token == .end
        ? ExpressionError("a `\(symbol)` is missing at the end of the expression") : unexpected()
    }
  }

  private mutating func choice() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ExpressionError("the expression is nested too deeply")
    }
    let condition = try binary(1)
    guard try take("?") else { return condition }
    let first = try choice()
    try expect(":")
    return .choose(condition, first, try choice())
  }

  private mutating func binary(_ weakest: Int) throws(ExpressionError) -> ExpressionNode {
    var left = try weakest <= 3 ? negation(weakest) : operand()
    while true {
      if case .name("in") = token, weakest <= 4 {
        try advance()
        left = .isAmong(left, try list())
        continue
      }
      guard case .symbol(let symbol) = token, let sign = ExpressionOperator(rawValue: symbol),
        sign != .power, sign.strength >= weakest
      else { return left }
      try advance()
      left = .binary(sign, left, try binary(sign.strength + 1))
    }
  }

  /// `!` reaches as far as a comparison does: `! a == b` is `!(a == b)`.
  private mutating func negation(_ weakest: Int) throws(ExpressionError) -> ExpressionNode {
    guard token == .symbol("!") || token == .name("not") else { return try operand() }
    try advance()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ExpressionError("the expression is nested too deeply")
    }
    return .not(try binary(3))
  }

  private mutating func operand() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ExpressionError("the expression is nested too deeply")
    }
    if try take("-") { return .negate(try operand()) }
    if try take("+") { return try operand() }
    if try take("!") { return .not(try operand()) }
    let base = try atom()
    guard try take("**") else { return base }
    return .binary(.power, base, try operand())
  }

  private mutating func atom() throws(ExpressionError) -> ExpressionNode {
    switch token {
    case .number(let number):
      try advance()
      return .constant(.number(number))
    case .text(let text):
      try advance()
      return .constant(.text(text))
    case .name(let name): return try named(name)
    case .symbol("("):
      try advance()
      let inside = try choice()
      try expect(")")
      return inside
    case .symbol, .end: throw unexpected()
    }
  }

  private mutating func named(_ name: String) throws(ExpressionError) -> ExpressionNode {
    let written = scanner.written
    try advance()
    switch name {
    case "true": return .constant(.boolean(true))
    case "false": return .constant(.boolean(false))
    default: break
    }
    if token == .symbol("(") { return try call(name, written) }
    let plain = name.hasPrefix("sweep.") ? String(name.dropFirst(6)) : name
    if let place = names.firstIndex(of: plain) { return .name(place) }
    names.append(plain)
    return .name(names.count - 1)
  }

  private mutating func call(
    _ name: String, _ written: String
  ) throws(ExpressionError) -> ExpressionNode {
    guard let function = ExpressionFunction(rawValue: name) else {
      let all = ExpressionFunction.allCases.map(\.rawValue)
      let near = Spelling.nearest(to: name, among: all)
      throw ExpressionError(
        "there is no function `\(name)`",
        hint: near.map { "did you mean `\($0)`?" } ?? "there are " + all.joined(separator: ", "),
        part: written)
    }
    try expect("(")
    var arguments: [ExpressionNode] = []
    if try !take(")") {
      arguments.append(try choice())
      while try take(",") { arguments.append(try choice()) }
      try expect(")")
    }
    guard function.counts.contains(arguments.count) else {
      throw ExpressionError(
        "`\(name)` takes \(function.form), not \(arguments.count) values", part: written)
    }
    return .call(function, arguments)
  }

  private mutating func list() throws(ExpressionError) -> [ExpressionNode] {
    try expect("[")
    var items: [ExpressionNode] = []
    if try !take("]") {
      items.append(try choice())
      while try take(",") { items.append(try choice()) }
      try expect("]")
    }
    return items
  }
}
