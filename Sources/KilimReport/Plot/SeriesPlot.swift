/// Lines or points: one vertical value over one horizontal one, a series for each value of `by`.
struct SeriesPlot {
  /// More groups than this along the axis are put together: they would be closer than a pixel.
  private static let binCount = 240
  static let legendSize = 11.0

  let plot: Plot
  let names: [String]
  /// Row by row, without the rows that have no x or no series.
  let x: [Double]
  let y: [Double]
  let series: [Int]
  let isBinned: Bool
  /// Rows that a logarithmic axis has no place for.
  let leftOut: Int

  init(_ plot: Plot) throws(PlotError) {
    self.plot = plot
    let sorted = SeriesNames(plot.by, hasColumn: plot.columns.by != nil)
    guard sorted.names.count <= Plot.seriesLimit else {
      throw .tooManySeries(
        column: plot.request.by ?? "", count: sorted.names.count, limit: Plot.seriesLimit)
    }
    names = sorted.names
    var (x, y, series, leftOut): ([Double], [Double], [Int], Int) = ([], [], [], 0)
    for (row, value) in plot.x.values.enumerated() where !value.isNaN {
      guard let number = sorted.number(row) else { continue }
      let height = plot.y.values[row]
      if plot.request.isXLogarithmic && value <= 0 || plot.request.isYLogarithmic && height <= 0 {
        leftOut += 1
        continue
      }
      x.append(value)
      y.append(height)
      series.append(number)
    }
    self.y = y
    self.series = series
    self.leftOut = leftOut
    isBinned =
      plot.kind == .line && plot.x.categories == nil
      && Self.hasMoreValues(than: 2 * Self.binCount, x)
    self.x = isBinned ? Self.binned(x, isLogarithmic: plot.request.isXLogarithmic) : x
  }

  static func hasMoreValues(than limit: Int, _ values: [Double]) -> Bool {
    var seen: Set<Double> = []
    for value in values where seen.insert(value).inserted && seen.count > limit { return true }
    return false
  }

  private static func binned(_ values: [Double], isLogarithmic: Bool) -> [Double] {
    let scale = AxisScale.fitting(values, isLogarithmic: isLogarithmic)
    let bins = Double(binCount)
    var sums: [Double: (total: Double, count: Double)] = [:]
    let numbers = values.map { (scale.place($0) * bins).rounded(.down) }
    for (value, number) in zip(values, numbers) {
      sums[number, default: (0, 0)].total += value
      sums[number, default: (0, 0)].count += 1
    }
    return numbers.map { number in sums[number].map { $0.total / $0.count } ?? .nan }
  }

  var request: PlotRequest { plot.request }

  var title: String {
    request.title ?? "\(plot.columns.y.column.name) by \(plot.columns.x.column.name)"
  }

  func xAxis(width: Double) -> PlotFrame.Axis {
    let title = request.xLabel ?? plot.columns.x.column.title
    if let categories = plot.x.categories {
      let scale = AxisScale.categories(categories)
      return .init(scale: scale, ticks: .of(scale, count: 0), title: title)
    }
    let scale = AxisScale.fitting(x, isLogarithmic: request.isXLogarithmic)
    return .init(scale: scale, ticks: Self.ticks(x, scale, width: width), title: title)
  }

  /// At the values themselves where these are few, as in most sweeps.
  static func ticks(_ values: [Double], _ scale: AxisScale, width: Double) -> AxisTicks {
    if !hasMoreValues(than: 12, values) {
      let own = AxisTicks.at(Set(values).sorted(), on: scale)
      let isShort = own.labelled.allSatisfy { $0.text.utf8.count <= 8 && !$0.text.contains("e") }
      if isShort, !PlotFrame.isCrowded(own, width: width) { return own }
    }
    var count = Int(width / 65)
    var ticks = AxisTicks.of(scale, count: count)
    while count > 2, PlotFrame.isCrowded(ticks, width: width) {
      count -= 1
      ticks = AxisTicks.of(scale, count: count)
    }
    return ticks
  }

  func yAxis(_ values: [Double], height: Double) -> PlotFrame.Axis {
    let scale = AxisScale.fitting(values, isLogarithmic: request.isYLogarithmic, startsAtZero: true)
    return .init(
      scale: scale, ticks: .of(scale, count: Int(height / 45)),
      title: request.yLabel ?? plot.columns.y.column.title)
  }

  func svg(_ identifier: String) throws(PlotError) -> String {
    plot.kind == .line ? lines(identifier) : points(identifier)
  }
}

/// The series of a plot in the order of their values: numbers by size, words as they came.
struct SeriesNames {
  let names: [String]
  private let numbers: [Double: Int]
  private let values: [Double]?

  init(_ column: PlotColumn, hasColumn: Bool) {
    guard hasColumn else {
      (names, numbers, values) = ([""], [:], nil)
      return
    }
    values = column.values
    if let categories = column.categories {
      names = categories
      numbers = [:]
    } else {
      let sorted = Set(column.values.filter { !$0.isNaN }).sorted()
      names = sorted.map { NumberText.significant($0, digits: 12) }
      numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    }
  }

  /// Nil for a row without a value of `by`.
  func number(_ row: Int) -> Int? {
    guard let values else { return 0 }
    guard !values[row].isNaN else { return nil }
    return numbers[values[row]] ?? Int(values[row])
  }
}
