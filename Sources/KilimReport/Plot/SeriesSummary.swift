/// One series of a plot: for each x the mean of the rows that share it.
struct SeriesSummary: Sendable {
  struct Point: Sendable, Hashable {
    var x: Double
    /// NaN where no row has a value: a gap.
    var mean: Double
    /// The sample standard deviation; nil for fewer than two values.
    var deviation: Double?
    var count: Int

    var low: Double { mean - (deviation ?? 0) }
    var high: Double { mean + (deviation ?? 0) }
  }

  /// The number of the series.
  var series: Int
  /// In the order of x.
  var points: [Point] = []

  /// - Parameters:
  ///   - x, y, series: row by row; y may be NaN.
  static func make(x: [Double], y: [Double], series: [Int], count: Int) -> [SeriesSummary] {
    let order = x.indices.sorted {
      (series[$0], x[$0], $0) < (series[$1], x[$1], $1)
    }
    var result = (0..<count).map { SeriesSummary(series: $0) }
    var start = 0
    while start < order.count {
      let first = order[start]
      var end = start + 1
      while end < order.count, series[order[end]] == series[first], x[order[end]] == x[first] {
        end += 1
      }
      result[series[first]].points.append(point(x: x[first], order[start..<end].map { y[$0] }))
      start = end
    }
    return result
  }

  private static func point(x: Double, _ values: [Double]) -> Point {
    let there = values.filter { !$0.isNaN }
    guard !there.isEmpty else { return Point(x: x, mean: .nan, deviation: nil, count: 0) }
    let mean = mean(of: there)
    guard there.count > 1 else { return Point(x: x, mean: mean, deviation: nil, count: 1) }
    let squares = there.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(there.count - 1)).squareRoot()
    return Point(
      x: x, mean: mean, deviation: deviation.isFinite ? deviation : nil, count: there.count)
  }

  /// Equal values have exactly that mean: no error bars out of rounding.
  static func mean(of values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
  }
}
