import Glibc

/// The functions of expressions. Those that are not exact (`exp`, `log`, ...) give 12 digits, so that
/// no two machines disagree.
enum ExpressionFunction: String, Sendable, CaseIterable {
  case min, max, abs, floor, ceil, round, sqrt, exp, log, log2, log10, len, lower, upper, contains
  case startsWith, endsWith, replace, str, int, float, pad

  var counts: ClosedRange<Int> {
    switch self {
    case .min, .max: 1...1000
    case .round: 1...2
    case .contains, .startsWith, .endsWith, .pad: 2...2
    case .replace: 3...3
    case .abs, .floor, .ceil, .sqrt, .exp, .log, .log2, .log10, .len, .lower, .upper, .str, .int,
      .float:
      1...1
    }
  }

  /// What it takes, in words.
  var form: String {
    switch self {
    case .min, .max: "one number or more"
    case .round: "a number and the count of its decimals"
    case .contains, .startsWith, .endsWith: "two texts"
    case .pad: "a number and a count of digits"
    case .replace: "three texts"
    default: "one value"
    }
  }

  func value(_ values: [ExpressionValue]) throws(ExpressionError) -> ExpressionValue {
    switch self {
    case .min, .max: return try extreme(values)
    case .abs: return .number(Swift.abs(try number(values, 0)))
    case .floor: return .number(try number(values, 0).rounded(.down))
    case .ceil: return .number(try number(values, 0).rounded(.up))
    case .round: return try rounded(values)
    case .sqrt: return try finite(try number(values, 0).squareRoot())
    case .exp: return try finite(StableNumber.rounded(Glibc.exp(try number(values, 0))))
    case .log: return try finite(StableNumber.rounded(Glibc.log(try number(values, 0))))
    case .log2: return try finite(StableNumber.rounded(Glibc.log2(try number(values, 0))))
    case .log10: return try finite(StableNumber.rounded(Glibc.log10(try number(values, 0))))
    case .len: return .number(Double(try text(values, 0).unicodeScalars.count))
    case .lower: return .text(try text(values, 0).lowercased())
    case .upper: return .text(try text(values, 0).uppercased())
    case .contains: return .boolean(try text(values, 0).contains(try text(values, 1)))
    case .startsWith: return .boolean(try text(values, 0).hasPrefix(try text(values, 1)))
    case .endsWith: return .boolean(try text(values, 0).hasSuffix(try text(values, 1)))
    case .replace: return .text(try replaced(values))
    case .str: return .text(values[0].plainText)
    case .int: return .number(try converted(values).rounded(.towardZero))
    case .float: return .number(try converted(values))
    case .pad: return .text(try padded(values))
    }
  }

  private func number(_ values: [ExpressionValue], _ index: Int) throws(ExpressionError) -> Double {
    guard case .number(let number) = values[index] else {
      throw ExpressionError("`\(rawValue)` needs \(form), and got \(values[index].kind)")
    }
    return number
  }

  private func text(_ values: [ExpressionValue], _ index: Int) throws(ExpressionError) -> String {
    guard case .text(let text) = values[index] else {
      throw ExpressionError(
        "`\(rawValue)` needs a text, and got \(values[index].kind)",
        hint: "`str(...)` makes a text of a number")
    }
    return text
  }

  private func finite(_ number: Double) throws(ExpressionError) -> ExpressionValue {
    guard number.isFinite else { throw ExpressionError("`\(rawValue)` has no value there") }
    return .number(number)
  }

  private func extreme(_ values: [ExpressionValue]) throws(ExpressionError) -> ExpressionValue {
    var best = try number(values, 0)
    for index in values.indices.dropFirst() {
      let next = try number(values, index)
      best = self == .min ? Swift.min(best, next) : Swift.max(best, next)
    }
    return .number(best)
  }

  private func rounded(_ values: [ExpressionValue]) throws(ExpressionError) -> ExpressionValue {
    let value = try number(values, 0)
    guard values.count > 1 else { return .number(value.rounded()) }
    let decimals = try number(values, 1)
    guard (0...15).contains(decimals), decimals == decimals.rounded() else {
      throw ExpressionError("`round` takes a count of decimals from 0 to 15")
    }
    return .number(StableNumber.rounded(value, decimals: Int(decimals)))
  }

  private func replaced(_ values: [ExpressionValue]) throws(ExpressionError) -> String {
    let (whole, old, new) = (try text(values, 0), try text(values, 1), try text(values, 2))
    guard !old.isEmpty else { return whole }
    let parts = whole.split(separator: old, omittingEmptySubsequences: false)
    let result = parts.joined(separator: new)
    guard result.utf8.count <= Expression.longest * 4 else {
      throw ExpressionError("the text that `replace` makes is too long")
    }
    return result
  }

  private func converted(_ values: [ExpressionValue]) throws(ExpressionError) -> Double {
    switch values[0] {
    case .number(let number): return number
    case .boolean(let value): return value ? 1 : 0
    case .text(let text):
      guard let number = Double(text), number.isFinite else {
        throw ExpressionError("`\(text.shortened)` is no number")
      }
      return number
    case .missing: throw ExpressionError("`\(rawValue)` got \(values[0].kind)")
    }
  }

  private func padded(_ values: [ExpressionValue]) throws(ExpressionError) -> String {
    let (value, digits) = (try number(values, 0), try number(values, 1))
    guard value == value.rounded(), Swift.abs(value) < 9e15, (0...64).contains(digits) else {
      throw ExpressionError("`pad` takes a whole number and a count of digits up to 64")
    }
    let text = String(Int64(Swift.abs(value)))
    let zeros = String(repeating: "0", count: Swift.max(0, Int(digits) - text.utf8.count))
    return (value < 0 ? "-" : "") + zeros + text
  }
}
