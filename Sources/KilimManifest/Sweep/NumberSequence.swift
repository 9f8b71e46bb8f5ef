import Glibc
import KilimModel

/// Numbers that follow a `ValueRule`.
enum NumberSequence {
  /// As many values as one parameter may have.
  static let most = 10_000_000

  /// - Throws: `ExpressionError` for a rule that gives no values, or too many.
  static func values(of rule: ValueRule) throws(ExpressionError) -> [Double] {
    if !rule.range.isEmpty { return try range(rule.range) }
    if !rule.linspace.isEmpty {
      return try spaced(rule.linspace, "linspace") {
        $0
      } inverse: {
        $0
      }
    }
    if !rule.logspace.isEmpty {
      guard rule.logspace[0] > 0, rule.logspace[1] > 0 else {
        throw ExpressionError(
          "`logspace` goes between two numbers above zero",
          hint: "first and last are the values themselves, not their exponents")
      }
      return try spaced(rule.logspace, "logspace", Glibc.log) { Glibc.exp($0) }
    }
    return try integers(rule.integers)
  }

  static func integers(_ bounds: [Double]) throws(ExpressionError) -> [Double] {
    try range([bounds[0], bounds[1], 1])
  }

  /// Counted in whole multiples of the last decimal that occurs, so that 0.1 three times is 0.3.
  private static func range(_ numbers: [Double]) throws(ExpressionError) -> [Double] {
    let (first, last, step) = (numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 1)
    guard step != 0 else { throw ExpressionError("the step of a `range` is not zero") }
    guard (last - first) * step >= 0 else {
      throw ExpressionError(
        "a `range` from \(text(first)) to \(text(last)) in steps of \(text(step)) has no values",
        hint: "it is [first, last, step]")
    }
    let count = ((last - first) / step + 1e-9).rounded(.down) + 1
    guard count <= Double(most) else { throw tooMany(count) }
    let decimals = [first, last, step].map(decimalCount).max() ?? 0
    guard decimals <= 15 else { return (0..<Int(count)).map { first + Double($0) * step } }
    let scale = tenTo(decimals)
    let (start, width) = ((first * scale).rounded(), (step * scale).rounded())
    return (0..<Int(count)).map { (start + Double($0) * width) / scale }
  }

  private static func spaced(
    _ numbers: [Double], _ name: String, _ forth: (Double) -> Double,
    inverse back: (Double) -> Double
  ) throws(ExpressionError) -> [Double] {
    let count = numbers[2]
    guard count >= 1, count == count.rounded() else {
      throw ExpressionError("the count of a `\(name)` is a whole number of 1 or more")
    }
    guard count <= Double(most) else { throw tooMany(count) }
    let (first, last) = (forth(numbers[0]), forth(numbers[1]))
    return (0..<Int(count)).map { index in
      // The ends are what was written.
      if index == 0 { return numbers[0] }
      if index == Int(count) - 1 { return numbers[1] }
      return StableNumber.rounded(back(first + (last - first) * Double(index) / (count - 1)))
    }
  }

  private static func tooMany(_ count: Double) -> ExpressionError {
    ExpressionError("a parameter has at most \(most) values, not \(text(count))")
  }

  static func text(_ number: Double) -> String {
    ExpressionValue.number(number).plainText
  }

  /// Of the shortest text that means the number.
  private static func decimalCount(_ number: Double) -> Int {
    let parts = "\(abs(number))".split(separator: "e")
    let fraction = parts[0].split(separator: ".").dropFirst().first ?? ""
    let digits = fraction == "0" ? 0 : fraction.utf8.count
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return max(0, digits - exponent)
  }

  private static func tenTo(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * 10 }
  }
}
