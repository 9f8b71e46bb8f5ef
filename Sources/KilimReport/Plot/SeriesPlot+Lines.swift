extension SeriesPlot {
  /// From so many points on, bars and markers would run into each other.
  private static let crowd = 60

  func lines(_ identifier: String) -> String {
    let summaries = SeriesSummary.make(x: x, y: y, series: series, count: names.count)
    let all = summaries.flatMap(\.points)
    let legend = PlotLegend(self, hasLines: areJoined, hasMarks: !isCrowded(summaries))
    let height = max(300, legend.height)
    let axis = yAxis(all.flatMap { [$0.mean, $0.low, $0.high] }, height: height)
    let frame = PlotFrame(
      y: axis, title: request.title, caption: caption(all), right: legend.width,
      plotHeight: height, makeX: xAxis)
    var body = SVGBody()
    frame.drawGrid(into: &body)
    for summary in summaries where isCrowded([summary]) { drawBand(summary, frame, &body) }
    for summary in summaries { draw(summary, frame, &body) }
    frame.drawAxes(into: &body)
    legend.draw(at: frame.right + 18, frame.top, into: &body)
    return body.document(
      width: PlotFrame.width, height: frame.height, title: title, description: description,
      identifier: identifier)
  }

  /// Categories have no order, so nothing leads from one to the next, unless lines were asked for.
  private var areJoined: Bool { plot.x.categories == nil || request.kind == .line }

  private func isCrowded(_ summaries: [SeriesSummary]) -> Bool {
    areJoined && summaries.contains { $0.points.count > Self.crowd }
  }

  /// Series stand side by side in a category.
  private func shift(_ number: Int, _ frame: PlotFrame) -> Double {
    guard let categories = plot.x.categories, !areJoined, names.count > 1 else { return 0 }
    let room = frame.plotWidth / Double(categories.count) * 0.7 / Double(names.count)
    return (Double(number) - Double(names.count - 1) / 2) * min(14, room)
  }

  private func draw(_ summary: SeriesSummary, _ frame: PlotFrame, _ body: inout SVGBody) {
    let style = PlotStyle(series: summary.series)
    let shift = shift(summary.series, frame)
    var (line, bars, marks) = (SVGPath(), SVGPath(), SVGPath())
    var isDown = false
    for (index, point) in summary.points.enumerated() {
      guard !point.mean.isNaN else {
        isDown = false
        continue
      }
      let (x, y) = (frame.px(point.x) + shift, frame.py(point.mean))
      if isDown { line.line(x, y) } else { line.move(x, y) }
      // A point between two gaps has no line, and needs its marker.
      let isAlone = !isDown && !(summary.points[safely: index + 1]?.mean.isNaN == false)
      isDown = true
      if !isCrowded([summary]) {
        bar(point, x, frame, &bars)
      } else if !isAlone {
        continue
      }
      marks.append(style.mark(x, y, radius: 3.6))
    }
    body.path(bars.data, "fill=\"none\" stroke=\"\(style.colour)\" stroke-width=\"1\"")
    if areJoined { body.path(line.data, style.lineAttributes) }
    body.path(marks.data, style.markAttributes)
  }

  private func bar(
    _ point: SeriesSummary.Point, _ x: Double, _ frame: PlotFrame, _ bars: inout SVGPath
  ) {
    guard let deviation = point.deviation, deviation > 0 else { return }
    let top = frame.py(point.high)
    let bottom = low(point, frame)
    bars.move(x, top)
    bars.line(x, bottom)
    for y in [top, bottom] {
      bars.move(x - 3, y)
      bars.line(x + 3, y)
    }
  }

  /// A logarithmic axis has no place for a lower end at or below 0: the bar leaves the picture.
  private func low(_ point: SeriesSummary.Point, _ frame: PlotFrame) -> Double {
    let place = frame.py(point.low)
    return place.isNaN ? frame.bottom : min(place, frame.bottom)
  }

  private func drawBand(_ summary: SeriesSummary, _ frame: PlotFrame, _ body: inout SVGBody) {
    let style = PlotStyle(series: summary.series)
    var path = SVGPath()
    for run in summary.points.split(whereSeparator: { $0.mean.isNaN }) where run.count > 1 {
      for (index, point) in run.enumerated() {
        let (x, y) = (frame.px(point.x), frame.py(point.high))
        if index == 0 { path.move(x, y) } else { path.line(x, y) }
      }
      for point in run.reversed() { path.line(frame.px(point.x), low(point, frame)) }
      path.append("z")
    }
    body.path(path.data, "fill=\"\(style.colour)\" fill-opacity=\"0.18\" stroke=\"none\"")
  }

  private func caption(_ points: [SeriesSummary.Point]) -> String? {
    var sentences: [String] = []
    let counts = points.map(\.count).filter { $0 > 0 }
    if let least = counts.min(), let most = counts.max(), most > 1 {
      let count = least == most ? "n = \(most)" : "n = \(least) to \(most)"
      let isBand = points.count > Self.crowd && areJoined
      var sentence =
        "Mean and \(isBand ? "band" : "error bars") of ± 1 sample standard deviation over \(count) points each"
      let varying = plot.others.names
      if !varying.isEmpty { sentence += ", which differ in " + varying.listed }
      sentences.append(sentence + ".")
    }
    if isBinned { sentences.append("Neighbouring values of \(request.x) are put together.") }
    if let note = leftOutNote { sentences.append(note) }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  var leftOutNote: String? {
    guard leftOut > 0 else { return nil }
    return leftOut == 1
      ? "1 point at or below 0 has no place on a logarithmic axis."
      : "\(leftOut) points at or below 0 have no place on a logarithmic axis."
  }

  var description: String {
    var text = "\(plot.kind.title) of \(request.y) over \(request.x)"
    if let by = request.by { text += ", a series for each of \(names.count) values of \(by)" }
    return text.prefix(1).uppercased() + text.dropFirst() + "; \(x.count) points."
  }
}

extension Array {
  fileprivate subscript(safely index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`; no more than five of them.
  var listed: String {
    let shown = count > 5 ? prefix(4) + ["\(count - 4) others"] : self[...]
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
