/// A grid of colours: two columns across and up, the mean of a third as colour.
struct HeatMap {
  struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  let plot: Plot
  let columns: HeatMapAxis
  let rows: HeatMapAxis
  let means: [Cell: Double]
  let counts: ClosedRange<Int>
  let scale: AxisScale
  let leftOut: Int

  init(_ plot: Plot) throws(PlotError) {
    self.plot = plot
    columns = HeatMapAxis(plot.x, isLogarithmic: plot.request.isXLogarithmic)
    rows = HeatMapAxis(plot.y, isLogarithmic: plot.request.isYLogarithmic)
    var values: [Cell: [Double]] = [:]
    var leftOut = 0
    for (index, value) in plot.z.values.enumerated() where !value.isNaN {
      guard !(plot.request.isZLogarithmic && value <= 0), let column = columns.number(index),
        let row = rows.number(index)
      else {
        leftOut += 1
        continue
      }
      values[Cell(column: column, row: row), default: []].append(value)
    }
    guard let first = values.values.first?.count else {
      throw .noValues(column: plot.request.z ?? "")
    }
    means = values.mapValues(SeriesSummary.mean)
    counts = values.values.reduce(first...first) {
      min($0.lowerBound, $1.count)...max($0.upperBound, $1.count)
    }
    self.leftOut = leftOut
    // Without room at the ends: no colour is left unused.
    scale = .exactly(Array(means.values), isLogarithmic: plot.request.isZLogarithmic)
  }

  var title: String {
    plot.request.title
      ?? "\(plot.request.z ?? "") by \(plot.request.x) and \(plot.request.y)"
  }

  var description: String {
    "Heat map of \(plot.request.z ?? "") over \(columns.labels.count) values of \(plot.request.x)"
      + " and \(rows.labels.count) values of \(plot.request.y)."
  }

  var caption: String? {
    var sentences: [String] = []
    if counts.upperBound > 1 {
      let count =
        counts.count == 1
        ? "n = \(counts.upperBound)" : "n = \(counts.lowerBound) to \(counts.upperBound)"
      let varying = plot.others.names
      sentences.append(
        "Colour: mean over \(count) points each"
          + (varying.isEmpty ? "." : ", which differ in \(varying.listed)."))
    }
    if columns.isBinned || rows.isBinned {
      sentences.append("Neighbouring values are put together.")
    }
    if means.count < columns.labels.count * rows.labels.count {
      sentences.append("Hatched cells have no value.")
    }
    if leftOut > 0 { sentences.append("\(leftOut) points have no place and are left out.") }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
