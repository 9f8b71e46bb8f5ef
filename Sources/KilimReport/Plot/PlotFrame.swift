/// The place of the data in a picture with what stands around it: axes, titles, caption.
struct PlotFrame {
  struct Axis {
    var scale: AxisScale
    var ticks: AxisTicks
    var title: String
  }

  static let width = 640.0
  static let tickSize = 11.0
  static let titleSize = 12.5
  static let captionSize = 10.0
  private static let longestLabel = 130.0

  let x: Axis
  let y: Axis
  let title: String?
  let caption: [String]
  let left: Double
  let top: Double
  let plotWidth: Double
  let plotHeight: Double
  let areLabelsRotated: Bool

  /// - Parameters:
  ///   - right: the room for a legend.
  ///   - makeX: the axis for the width that is left for it.
  init(
    y: Axis, title: String?, caption: String?, right: Double, plotHeight: Double,
    makeX: (_ width: Double) -> Axis
  ) {
    self.y = y
    self.title = title
    let labels = y.ticks.labelled.map(Self.width)
    left = 16 + Self.titleSize + 12 + min(Self.longestLabel, labels.max() ?? 0)
    top = title == nil ? 14 : 38
    plotWidth = Self.width - left - right
    self.plotHeight = plotHeight
    x = makeX(plotWidth)
    self.caption =
      caption.map { TextMetrics.wrapped($0, to: Self.width - 32, size: Self.captionSize) } ?? []
    areLabelsRotated = Self.isCrowded(x.ticks, width: plotWidth)
  }

  var bottom: Double { top + plotHeight }
  var right: Double { left + plotWidth }

  func px(_ value: Double) -> Double { left + x.scale.place(value) * plotWidth }
  func py(_ value: Double) -> Double { bottom - y.scale.place(value) * plotHeight }

  static func width(_ tick: AxisTicks.Tick) -> Double {
    TextMetrics.width(tick.text, size: tickSize)
      + TextMetrics.width(tick.exponent ?? "", size: tickSize * 0.75)
  }

  /// Whether labels side by side would touch.
  static func isCrowded(_ ticks: AxisTicks, width: Double) -> Bool {
    zip(ticks.labelled, ticks.labelled.dropFirst()).contains { left, right in
      (Self.width(left) + Self.width(right)) / 2 + 7 > (right.place - left.place) * width
    }
  }

  private var labelHeight: Double {
    guard areLabelsRotated else { return Self.tickSize + 6 }
    let longest = x.ticks.labelled.map(Self.width).max() ?? 0
    return min(longest, longestRotated) * 0.72 + Self.tickSize + 4
  }

  /// The first label leans to the left and must not leave the picture.
  private var longestRotated: Double {
    let first = left + (x.ticks.labelled.first?.place ?? 0) * plotWidth
    return max(40, min(Self.longestLabel, (first - 4) / 0.72))
  }

  var height: Double {
    bottom + labelHeight + 14 + Self.titleSize + 8 + Double(caption.count) * 14
      + (caption.isEmpty ? 4 : 10)
  }
}

extension PlotFrame {
  /// Lines across the picture at the labels of the vertical axis, below everything else.
  func drawGrid(into body: inout SVGBody) {
    for tick in y.ticks.labelled {
      let place = bottom - tick.place * plotHeight
      body.line(left, place, right, place, "stroke=\"#e4e4e4\" stroke-width=\"1\"")
    }
  }

  func drawAxes(into body: inout SVGBody) {
    let pen = "fill=\"none\" stroke=\"#333\" stroke-width=\"1\""
    var marks = SVGPath()
    marks.move(left, top)
    marks.line(left, bottom)
    marks.line(right, bottom)
    drawHorizontal(into: &body, marks: &marks)
    drawVertical(into: &body, marks: &marks)
    body.path(marks.data, pen)
    drawTitles(into: &body)
  }

  private func drawHorizontal(into body: inout SVGBody, marks: inout SVGPath) {
    // Rotated labels need the height of a line each.
    let shown = max(1, Int((Double(x.ticks.labelled.count) * 13 / plotWidth).rounded(.up)))
    for (index, tick) in x.ticks.labelled.enumerated()
    where !areLabelsRotated || index % shown == 0 {
      let place = left + tick.place * plotWidth
      marks.move(place, bottom)
      marks.line(place, bottom + 5)
      label(
        tick, place + (areLabelsRotated ? 4 : 0), bottom + 6 + Self.tickSize,
        anchor: areLabelsRotated ? .end : .middle, rotated: areLabelsRotated ? -45 : nil,
        into: &body)
    }
    for tick in x.ticks.minor {
      marks.move(left + tick * plotWidth, bottom)
      marks.line(left + tick * plotWidth, bottom + 3)
    }
  }

  private func drawVertical(into body: inout SVGBody, marks: inout SVGPath) {
    for tick in y.ticks.labelled {
      let place = bottom - tick.place * plotHeight
      marks.move(left, place)
      marks.line(left - 5, place)
      label(
        tick, left - 8, place + Self.tickSize * 0.35, anchor: .end, rotated: nil, into: &body)
    }
    for tick in y.ticks.minor {
      marks.move(left, bottom - tick * plotHeight)
      marks.line(left - 3, bottom - tick * plotHeight)
    }
  }

  private func label(
    _ tick: AxisTicks.Tick, _ x: Double, _ y: Double, anchor: SVGBody.Anchor, rotated: Double?,
    into body: inout SVGBody
  ) {
    body.label(
      TextMetrics.elided(
        tick.text, to: rotated == nil ? Self.longestLabel : longestRotated, size: Self.tickSize),
      x, y,
      size: Self.tickSize, anchor: anchor, rotated: rotated,
      markup: tick.exponent.map(Self.raised) ?? "")
  }

  static func raised(_ exponent: String) -> String {
    "<tspan dy=\"-4\" font-size=\"\(NumberText.length(tickSize * 0.75))\">\(exponent)</tspan>"
  }

  /// What a title says of labels that are to be multiplied.
  static func factor(_ ticks: AxisTicks) -> String {
    guard let factor = ticks.factor else { return "" }
    return " (×10" + raised("\(factor)".typographic) + "<tspan dy=\"4\">)</tspan>"
  }

  private func drawTitles(into body: inout SVGBody) {
    if let title {
      let text = TextMetrics.elided(title, to: Self.width - 32, size: 15)
      body.label(text, left, 24, size: 15, isBold: true)
    }
    let size = Self.titleSize
    body.label(
      TextMetrics.elided(x.title, to: plotWidth, size: size), left + plotWidth / 2,
      bottom + labelHeight + 8 + size, size: size, anchor: .middle, markup: Self.factor(x.ticks))
    body.label(
      TextMetrics.elided(y.title, to: plotHeight, size: size), 12 + size,
      top + plotHeight / 2, size: size, anchor: .middle, rotated: -90,
      markup: Self.factor(y.ticks))
    let first = bottom + labelHeight + 8 + size + 20
    for (index, line) in caption.enumerated() {
      body.label(
        line, 16, first + Double(index) * 14, size: Self.captionSize, colour: "#555")
    }
  }
}
