import Glibc

/// From values to places along an axis, 0 to 1.
enum AxisScale: Sendable, Hashable {
  case linear(Double, Double)
  /// Both ends are above 0.
  case logarithmic(Double, Double)
  case categories([String])

  /// Outside 0...1 for values beyond the ends; NaN for what has no place.
  func place(_ value: Double) -> Double {
    switch self {
    case .linear(let low, let high): (value - low) / (high - low)
    case .logarithmic(let low, let high):
      value > 0 ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : .nan
    case .categories(let names): (value + 0.5) / Double(names.count)
    }
  }

  /// An axis for the values, with a little room at both ends; for a logarithmic one those above 0.
  ///
  /// - Parameter startsAtZero: whether an axis of values from 0 on begins there, without room below.
  static func fitting(
    _ values: some Sequence<Double>, isLogarithmic: Bool, startsAtZero: Bool = false
  ) -> AxisScale {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite && (!isLogarithmic || value > 0) {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return isLogarithmic ? .logarithmic(0.1, 10) : .linear(0, 1) }
    return isLogarithmic ? roomyLogarithmic(low, high) : roomyLinear(low, high, startsAtZero)
  }

  /// From the lowest to the highest value.
  static func exactly(_ values: [Double], isLogarithmic: Bool) -> AxisScale {
    guard let low = values.min(), let high = values.max(),
      high - low > max(low.magnitude, high.magnitude) * 1e-12
    else { return fitting(values, isLogarithmic: isLogarithmic) }
    return isLogarithmic ? .logarithmic(low, high) : .linear(low, high)
  }

  /// The value at a place of an axis of numbers; of categories the number.
  func value(at place: Double) -> Double {
    switch self {
    case .linear(let low, let high): low + (high - low) * place
    case .logarithmic(let low, let high): pow(10, log10(low) + (log10(high) - log10(low)) * place)
    case .categories(let names): place * Double(names.count) - 0.5
    }
  }

  private static func roomyLinear(
    _ low: Double, _ high: Double, _ startsAtZero: Bool
  ) -> AxisScale {
    let largest = max(low.magnitude, high.magnitude)
    guard high - low > largest * 1e-12 else {
      let room = largest == 0 ? 1 : largest * 0.1
      return .linear(low - room, high + room)
    }
    let room = (high - low) * 0.05
    // Room that would show values below nothing, as of a time, looks wrong.
    return .linear(startsAtZero && low >= 0 && low < room ? 0 : low - room, high + room)
  }

  private static func roomyLogarithmic(_ low: Double, _ high: Double) -> AxisScale {
    guard high > low * (1 + 1e-9) else { return .logarithmic(low / 2, high * 2) }
    let room = (log10(high) - log10(low)) * 0.04
    return .logarithmic(low / pow(10, room), high * pow(10, room))
  }
}
