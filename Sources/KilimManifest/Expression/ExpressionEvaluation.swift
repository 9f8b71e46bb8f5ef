import Glibc

/// Finds the value of a parsed expression.
struct ExpressionEvaluation {
  let names: [String]
  let values: [ExpressionValue]

  func value(of node: ExpressionNode) throws(ExpressionError) -> ExpressionValue {
    switch node {
    case .constant(let value): return value
    case .name(let place): return values[place]
    case .negate(let inner): return .number(-(try number(inner, "-")))
    case .not(let inner): return .boolean(!(try boolean(inner, "!")))
    case .binary(let sign, let left, let right): return try binary(sign, left, right)
    case .choose(let condition, let first, let second):
      return try value(of: boolean(condition, "?") ? first : second)
    case .isAmong(let item, let list):
      let wanted = try value(of: item)
      for candidate in list {
        let candidate = try value(of: candidate)
        if Self.areEqual(wanted, candidate) { return .boolean(true) }
      }
      return .boolean(false)
    case .call(let function, let arguments):
      var found: [ExpressionValue] = []
      for argument in arguments { found.append(try value(of: argument)) }
      return try function.value(found)
    }
  }

  private func binary(
    _ sign: ExpressionOperator, _ left: ExpressionNode, _ right: ExpressionNode
  ) throws(ExpressionError) -> ExpressionValue {
    switch sign {
    case .or:
      if try boolean(left, "||") { return .boolean(true) }
      return .boolean(try boolean(right, "||"))
    case .and:
      guard try boolean(left, "&&") else { return .boolean(false) }
      return .boolean(try boolean(right, "&&"))
    case .equal: return .boolean(Self.areEqual(try value(of: left), try value(of: right)))
    case .different: return .boolean(!Self.areEqual(try value(of: left), try value(of: right)))
    case .less, .atMost, .greater, .atLeast: return try compared(sign, left, right)
    case .add: return try sum(left, right)
    case .subtract, .multiply, .divide, .floorDivide, .remainder, .power:
      return .number(
        try calculated(sign, try number(left, sign.rawValue), try number(right, sign.rawValue)))
    }
  }

  private func calculated(
    _ sign: ExpressionOperator, _ left: Double, _ right: Double
  ) throws(ExpressionError) -> Double {
    if right == 0, [.divide, .floorDivide, .remainder].contains(sign) {
      throw ExpressionError("a division by zero")
    }
    let result =
      switch sign {
      case .subtract: left - right
      case .multiply: left * right
      case .divide: left / right
      case .floorDivide: (left / right).rounded(.down)
      case .remainder: left - right * (left / right).rounded(.down)
      default: Self.power(left, right)
      }
    guard result.isFinite else {
      throw ExpressionError("`\(sign.rawValue)` gives a number that is too large, or none")
    }
    return result
  }

  /// Whole exponents are exact as far as products are.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    guard exponent == exponent.rounded(), abs(exponent) <= 64 else {
      return StableNumber.rounded(pow(base, exponent))
    }
    var result = 1.0
    for _ in 0..<Int(abs(exponent)) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  private func sum(
    _ left: ExpressionNode, _ right: ExpressionNode
  ) throws(ExpressionError) -> ExpressionValue {
    switch (try value(of: left), try value(of: right)) {
    case (.number(let left), .number(let right)):
      guard (left + right).isFinite else { throw ExpressionError("`+` gives too large a number") }
      return .number(left + right)
    case (.text(let left), .text(let right)):
      guard left.utf8.count + right.utf8.count <= Expression.longest * 4 else {
        throw ExpressionError("the text that `+` makes is too long")
      }
      return .text(left + right)
    case (let left, let right):
      throw ExpressionError(
        "`+` adds two numbers or joins two texts, not \(left.kind) and \(right.kind)",
        hint: "`str(...)` makes a text of a number")
    }
  }

  private func compared(
    _ sign: ExpressionOperator, _ left: ExpressionNode, _ right: ExpressionNode
  ) throws(ExpressionError) -> ExpressionValue {
    switch (try value(of: left), try value(of: right)) {
    case (.missing, _), (_, .missing): return .boolean(false)
    case (.number(let left), .number(let right)): return .boolean(sign.holds(left, right))
    case (.text(let left), .text(let right)):
      // By code points, not by the language of the machine.
      let isLess = left.utf8.lexicographicallyPrecedes(right.utf8)
      let isMore = right.utf8.lexicographicallyPrecedes(left.utf8)
      return .boolean(sign.holds(isLess ? 0 : 1, isLess ? 1 : isMore ? 0 : 1))
    case (let left, let right):
      throw ExpressionError(
        "`\(sign.rawValue)` compares two numbers or two texts, not \(left.kind) and \(right.kind)")
    }
  }

  private static func areEqual(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    switch (left, right) {
    case (.missing, _), (_, .missing): false
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    default: left == right
    }
  }

  private func number(_ node: ExpressionNode, _ sign: String) throws(ExpressionError) -> Double {
    let value = try value(of: node)
    guard case .number(let number) = value else {
      throw ExpressionError("`\(sign)` needs numbers, and got \(describe(node, value))")
    }
    return number
  }

  private func boolean(_ node: ExpressionNode, _ sign: String) throws(ExpressionError) -> Bool {
    let value = try value(of: node)
    guard case .boolean(let isTrue) = value else {
      throw ExpressionError("`\(sign)` needs true or false, and got \(describe(node, value))")
    }
    return isTrue
  }

  private func describe(_ node: ExpressionNode, _ value: ExpressionValue) -> String {
    guard case .name(let place) = node else { return value.kind }
    return value == .missing
      ? "`\(names[place])`, which this point does not have" : "\(value.kind): `\(names[place])`"
  }
}

extension ExpressionOperator {
  fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    default: left >= right
    }
  }
}
