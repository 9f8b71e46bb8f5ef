import KilimModel

/// A plot of a sweep's results: rows in, a picture out.
///
/// The picture is the same for the same rows on every machine, and stays small whatever the number
/// of rows: what would cover each other is drawn once, and said so below the picture.
package struct Plot: Sendable {
  static let seriesLimit = 40

  let request: PlotRequest
  let columns: PlotColumns
  private(set) var x = PlotColumn()
  private(set) var y = PlotColumn()
  private(set) var z = PlotColumn()
  private(set) var by = PlotColumn()
  private(set) var others: VaryingColumns

  /// - Throws: `PlotError.unknownColumn`. Besides the columns of the table there is `point`.
  package init(_ request: PlotRequest, columns: [ResultColumn]) throws(PlotError) {
    self.request = request
    self.columns = try PlotColumns(request, columns)
    others = VaryingColumns(columns, except: self.columns.indices)
  }

  package mutating func append(_ row: ResultRow) {
    let point = row.point
    x.append(columns.x.value(in: row), point: point, takesWords: true)
    // A heat map may have words on both axes.
    y.append(columns.y.value(in: row), point: point, takesWords: columns.z != nil)
    if let column = columns.z { z.append(column.value(in: row), point: point, takesWords: false) }
    if let column = columns.by { by.append(column.value(in: row), point: point, takesWords: true) }
    others.append(row)
  }

  /// What will be drawn.
  package var kind: PlotKind {
    if let kind = request.kind { return kind }
    if request.z != nil { return .heatmap }
    return columns.x.role == .result && x.categories == nil ? .scatter : .line
  }

  /// The picture as a document of its own, or to be put into a page.
  ///
  /// - Parameter identifier: begins the ids inside; different for each plot of a page.
  /// - Throws: `PlotError` for words where numbers are needed, for no values at all, for more
  ///   series than can be told apart.
  package func svg(identifier: String = "plot") throws(PlotError) -> String {
    try check()
    switch kind {
    case .heatmap: return try HeatMap(self).svg(identifier)
    case .line, .scatter: return try SeriesPlot(self).svg(identifier)
    }
  }

  private func check() throws(PlotError) {
    let measured =
      kind == .heatmap ? ("z", columns.z ?? columns.y, z) : ("y", columns.y, y)
    if let word = measured.2.firstWord {
      throw .notNumeric(
        key: measured.0, column: measured.1.column.name, text: word.text, point: word.point)
    }
    for (isLogarithmic, key, column, values) in [
      (request.isXLogarithmic, "logx", columns.x, x),
      (request.isYLogarithmic, "logy", columns.y, y),
      (request.isZLogarithmic, "logz", columns.z ?? columns.y, z),
    ] where isLogarithmic {
      if let word = values.firstWord {
        throw .notNumeric(key: key, column: column.column.name, text: word.text, point: word.point)
      }
      guard values.values.contains(where: { $0 > 0 }) else {
        throw .nothingPositive(key: key, column: column.column.name)
      }
    }
    guard x.values.contains(where: { !$0.isNaN }) else { throw .noValues(column: request.x) }
    guard measured.2.values.contains(where: { !$0.isNaN }) else {
      throw .noValues(column: measured.1.column.name)
    }
  }
}
