extension HeatMap {
  private static let barRoom = 96.0

  func svg(_ identifier: String) throws(PlotError) -> String {
    let rowScale = AxisScale.categories(rows.labels)
    let height = min(420, max(220, Double(rows.labels.count) * 30))
    var ticks = rows.ticks(count: Int(height / 45))
    ticks.thin(to: Int(height / 13))
    let y = PlotFrame.Axis(
      scale: rowScale, ticks: ticks,
      title: plot.request.yLabel ?? plot.columns.y.column.title)
    let frame = PlotFrame(
      y: y, title: plot.request.title, caption: caption, right: Self.barRoom, plotHeight: height,
      makeX: xAxis)
    var body = SVGBody()
    drawCells(frame, identifier, into: &body)
    frame.drawAxes(into: &body)
    drawBar(frame, identifier, into: &body)
    return body.document(
      width: PlotFrame.width, height: frame.height, title: title, description: description,
      identifier: identifier)
  }

  private func xAxis(_ width: Double) -> PlotFrame.Axis {
    let scale = AxisScale.categories(columns.labels)
    var ticks = columns.ticks(count: Int(width / 65))
    if plot.x.categories == nil {
      // Every second number tells as much, and needs no turned head.
      while PlotFrame.isCrowded(ticks, width: width), ticks.labelled.count > 2 {
        ticks.thin(to: ticks.labelled.count / 2)
      }
    }
    return .init(
      scale: scale, ticks: ticks, title: plot.request.xLabel ?? plot.columns.x.column.title)
  }

  private func drawCells(_ frame: PlotFrame, _ identifier: String, into body: inout SVGBody) {
    let width = frame.plotWidth / Double(columns.labels.count)
    let height = frame.plotHeight / Double(rows.labels.count)
    let hatch = Markup.escaped(identifier) + "-none"
    if means.count < columns.labels.count * rows.labels.count {
      body.add(
        "<defs><pattern id=\"\(hatch)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
          + "<rect width=\"6\" height=\"6\" fill=\"#f2f2f2\"/><path d=\"M0 6L6 0\" stroke=\"#bbb\" stroke-width=\"0.8\"/></pattern></defs>"
      )
      body.rectangle(
        frame.left, frame.top, frame.plotWidth, frame.plotHeight, "fill=\"url(#\(hatch))\"")
    }
    let texts = cellTexts(width: width, height: height)
    for row in rows.labels.indices {
      for column in columns.labels.indices {
        guard let mean = means[Cell(column: column, row: row)] else { continue }
        let place = scale.place(mean)
        let (x, y) = (
          frame.left + Double(column) * width, frame.bottom - Double(row + 1) * height
        )
        let colour = ColourScale.colour(place)
        // Without soft edges, which would show as seams between cells.
        body.rectangle(
          x, y, width, height, "fill=\"\(colour)\" shape-rendering=\"crispEdges\"")
        if let text = texts?[Cell(column: column, row: row)] {
          body.label(
            text, x + width / 2, y + height / 2 + 3.5, size: 10, anchor: .middle,
            colour: ColourScale.ink(on: place))
        }
      }
    }
  }

  /// The values themselves, if all of them have room in their cells.
  private func cellTexts(width: Double, height: Double) -> [Cell: String]? {
    guard height >= 16, means.count <= 400 else { return nil }
    let largest = means.values.reduce(0) { max($0, $1.magnitude) }
    // Three digits of the largest, and as many decimals for all.
    let decimals = (0...5).first { largest >= NumberText.power(10, 2 - $0) }
    let texts = means.mapValues { mean in
      let text =
        if let decimals, largest < 1e6 {
          NumberText.fixed(mean, decimals: decimals)
        } else { NumberText.significant(mean, digits: 3) }
      return text.typographic
    }
    let isFitting = texts.values.allSatisfy { TextMetrics.width($0, size: 10) + 6 <= width }
    return isFitting ? texts : nil
  }

  private func drawBar(_ frame: PlotFrame, _ identifier: String, into body: inout SVGBody) {
    let x = frame.right + 18
    let gradient = Markup.escaped(identifier) + "-scale"
    let stops = (0...10).map { step in
      "<stop offset=\"\(step * 10)%\" stop-color=\"\(ColourScale.colour(Double(step) / 10))\"/>"
    }
    body.add(
      "<defs><linearGradient id=\"\(gradient)\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">"
        + stops.joined() + "</linearGradient></defs>")
    body.rectangle(
      x, frame.top, 13, frame.plotHeight,
      "fill=\"url(#\(gradient))\" stroke=\"#333\" stroke-width=\"0.8\"")
    let ticks = AxisTicks.of(scale, count: Int(frame.plotHeight / 35))
    for tick in ticks.labelled where (-0.001...1.001).contains(tick.place) {
      let y = frame.bottom - tick.place * frame.plotHeight
      body.line(x + 13, y, x + 17, y, "stroke=\"#333\" stroke-width=\"1\"")
      body.label(
        tick.text, x + 20, y + 4, size: PlotFrame.tickSize,
        markup: tick.exponent.map(PlotFrame.raised) ?? "")
    }
    let column = (plot.columns.z ?? plot.columns.y).column
    body.label(
      TextMetrics.elided(
        plot.request.zLabel ?? column.title, to: frame.plotHeight, size: PlotFrame.titleSize),
      PlotFrame.width - 10, frame.top + frame.plotHeight / 2, size: PlotFrame.titleSize,
      anchor: .middle, rotated: -90, markup: PlotFrame.factor(ticks))
  }
}

extension AxisTicks {
  /// Leaves every n-th label, so that no more than `count` are left.
  fileprivate mutating func thin(to count: Int) {
    let step = max(1, (labelled.count + max(1, count) - 1) / max(1, count))
    labelled = labelled.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }
}
