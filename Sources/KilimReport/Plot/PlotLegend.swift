/// Names of the series beside the picture, with their lines and markers.
struct PlotLegend {
  private static let size = 11.0
  private static let lineHeight = 18.0
  private static let longestName = 130.0

  private let title: String
  private let names: [String]
  private let hasLines: Bool
  private let hasMarks: Bool

  init(_ plot: SeriesPlot, hasLines: Bool, hasMarks: Bool) {
    self.hasLines = hasLines
    self.hasMarks = hasMarks
    title = plot.plot.columns.by?.column.title ?? ""
    names = plot.plot.columns.by == nil ? [] : plot.names
  }

  private var sampleWidth: Double { hasLines ? 30 : 12 }

  /// The room to the right of the plot.
  var width: Double {
    guard !names.isEmpty else { return 20 }
    let longest = (names + [title]).map { TextMetrics.width($0, size: Self.size) }.max() ?? 0
    return 18 + sampleWidth + 8 + min(longest, Self.longestName) + 14
  }

  var height: Double { names.isEmpty ? 0 : Double(names.count + 1) * Self.lineHeight }

  func draw(at x: Double, _ top: Double, into body: inout SVGBody) {
    guard !names.isEmpty else { return }
    body.label(elided(title), x, top + 11, size: Self.size, isBold: true)
    for (number, name) in names.enumerated() {
      let style = PlotStyle(series: number)
      let y = top + 11 + Double(number + 1) * Self.lineHeight
      if hasLines { body.line(x, y - 4, x + sampleWidth, y - 4, style.lineAttributes) }
      if hasMarks {
        body.path(style.mark(x + sampleWidth / 2, y - 4, radius: 3.6), style.markAttributes)
      }
      body.label(elided(name), x + sampleWidth + 8, y, size: Self.size)
    }
  }

  private func elided(_ text: String) -> String {
    TextMetrics.elided(text, to: Self.longestName, size: Self.size)
  }
}
