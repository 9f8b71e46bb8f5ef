/// The columns or the rows of a heat map: one for each value, in order; of very many numbers one
/// for each of even ranges.
struct HeatMapAxis {
  private static let longest = 60
  private static let binCount = 40

  let labels: [String]
  let isBinned: Bool
  private let values: [Double]
  private let numbers: [Double: Int]
  /// Of the values; the columns and rows themselves stand at even distances.
  private let scale: AxisScale

  init(_ column: PlotColumn, isLogarithmic: Bool) {
    if let categories = column.categories {
      let count = Double(categories.count)
      self.init(
        labels: categories, isBinned: false, values: column.values,
        numbers: Dictionary(uniqueKeysWithValues: categories.indices.map { (Double($0), $0) }),
        scale: .linear(0, max(1, count)))
      return
    }
    let there = column.values.filter { !$0.isNaN && (!isLogarithmic || $0 > 0) }
    let scale = AxisScale.exactly(there, isLogarithmic: isLogarithmic)
    guard SeriesPlot.hasMoreValues(than: Self.longest, there) else {
      let sorted = Set(there).sorted()
      self.init(
        labels: sorted.map { NumberText.significant($0, digits: 6).typographic }, isBinned: false,
        values: column.values,
        numbers: Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) }),
        scale: scale)
      return
    }
    let labels = (0..<Self.binCount).map { number in
      NumberText.significant(
        scale.value(at: (Double(number) + 0.5) / Double(Self.binCount)), digits: 3
      ).typographic
    }
    self.init(
      labels: labels, isBinned: true, values: column.values, numbers: [:], scale: scale)
  }

  private init(
    labels: [String], isBinned: Bool, values: [Double], numbers: [Double: Int], scale: AxisScale
  ) {
    self.labels = labels
    self.isBinned = isBinned
    self.values = values
    self.numbers = numbers
    self.scale = scale
  }

  /// A label for each column or row; of even ranges marks at round numbers.
  func ticks(count: Int) -> AxisTicks {
    isBinned ? .of(scale, count: count) : .of(.categories(labels), count: 0)
  }

  /// The column or row of a point; nil when it has none.
  func number(_ index: Int) -> Int? {
    let value = values[index]
    guard isBinned else { return numbers[value] }
    let place = scale.place(value)
    guard !place.isNaN else { return nil }
    return min(Self.binCount - 1, max(0, Int(place * Double(Self.binCount))))
  }
}
