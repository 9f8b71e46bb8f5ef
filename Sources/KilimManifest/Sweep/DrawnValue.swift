import Glibc
import KilimModel

/// Makes a value of a parameter from a number between 0 and 1. Numbers have 12 significant digits.
enum DrawnValue: Sendable {
  case uniform(Double, Double)
  case logUniform(Double, Double)
  case normal(mean: Double, deviation: Double)
  case integers(Double, Double)
  case choice([ExpressionValue])

  init(_ distribution: Distribution) throws(ExpressionError) {
    if !distribution.uniform.isEmpty {
      self = .uniform(distribution.uniform[0], distribution.uniform[1])
    } else if !distribution.logUniform.isEmpty {
      let (low, high) = (distribution.logUniform[0], distribution.logUniform[1])
      guard low > 0, high > 0 else {
        throw ExpressionError("`logUniform` goes between two numbers above zero")
      }
      self = .logUniform(log(low), log(high))
    } else if !distribution.normal.isEmpty {
      guard distribution.normal[1] >= 0 else {
        throw ExpressionError("the standard deviation of `normal` is not negative")
      }
      self = .normal(mean: distribution.normal[0], deviation: distribution.normal[1])
    } else if !distribution.integers.isEmpty {
      let (low, high) = (distribution.integers[0], distribution.integers[1])
      guard low <= high, low == low.rounded(), high == high.rounded() else {
        throw ExpressionError("`integers` goes from a whole number to one that is not smaller")
      }
      self = .integers(low, high)
    } else {
      self = .choice(distribution.choice.compactMap { ExpressionValue($0) })
    }
  }

  func value(at unit: Double) -> ExpressionValue {
    switch self {
    case .uniform(let low, let high): .number(StableNumber.rounded(low + (high - low) * unit))
    case .logUniform(let low, let high):
      .number(StableNumber.rounded(exp(low + (high - low) * unit)))
    case .normal(let mean, let deviation):
      .number(StableNumber.rounded(mean + deviation * NormalQuantile.value(at: unit)))
    case .integers(let low, let high):
      .number(min(high, low + (unit * (high - low + 1)).rounded(.down)))
    case .choice(let values): values[min(values.count - 1, Int(unit * Double(values.count)))]
    }
  }
}
