extension SeriesPlot {
  /// A point of each series and spot of the picture is drawn once; spots grow until no more marks
  /// than this are left.
  private static let markLimit = 8000

  func points(_ identifier: String) -> String {
    let legend = PlotLegend(self, hasLines: false, hasMarks: true)
    let height = max(300, legend.height)
    let there = y.indices.filter { !y[$0].isNaN }
    let thinned = there.count > 2000
    let frame = PlotFrame(
      y: yAxis(y, height: height), title: request.title,
      caption: caption(shown: there.count, thinned: thinned), right: legend.width,
      plotHeight: height, makeX: xAxis)
    var body = SVGBody()
    frame.drawGrid(into: &body)
    drawMarks(thinned ? spots(there, frame) : there, frame, small: thinned, into: &body)
    frame.drawAxes(into: &body)
    legend.draw(at: frame.right + 18, frame.top, into: &body)
    return body.document(
      width: PlotFrame.width, height: frame.height, title: title, description: description,
      identifier: identifier)
  }

  private struct Spot: Hashable {
    var series: Int
    var column: Int
    var row: Int
  }

  private func spots(_ rows: [Int], _ frame: PlotFrame) -> [Int] {
    var size = 2.0
    while true {
      var seen: Set<Spot> = []
      let kept = rows.filter { row in
        seen.insert(
          Spot(
            series: series[row], column: Int(frame.px(x[row]) / size),
            row: Int(frame.py(y[row]) / size))
        ).inserted
      }
      if kept.count <= Self.markLimit { return kept }
      size *= 1.5
    }
  }

  private func drawMarks(
    _ rows: [Int], _ frame: PlotFrame, small: Bool, into body: inout SVGBody
  ) {
    var marks = Array(repeating: SVGPath(), count: names.count)
    for row in rows {
      let mark = PlotStyle(series: series[row]).mark(
        frame.px(x[row]), frame.py(y[row]), radius: small ? 1.5 : 3.4)
      marks[series[row]].append(mark)
    }
    for (number, path) in marks.enumerated() {
      let style = PlotStyle(series: number)
      body.path(
        path.data,
        small
          ? "fill=\"\(style.colour)\" fill-opacity=\"0.55\""
          : style.markAttributes + " fill-opacity=\"0.8\"")
    }
  }

  private func caption(shown: Int, thinned: Bool) -> String? {
    var sentences: [String] = []
    if thinned {
      sentences.append("\(shown) points; those that would cover each other are drawn once.")
    }
    if let note = leftOutNote { sentences.append(note) }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
