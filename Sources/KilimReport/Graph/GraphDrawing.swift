/// Draws the parts of a laid-out graph.
struct GraphDrawing {
  private(set) var body = SVGBody()
  /// The margin around the picture.
  let offset: Double

  init(offset: Double) { self.offset = offset }

  mutating func draw(_ node: GraphNode, _ box: GraphLayout.Box) {
    let (x, y) = (box.x + offset, box.y + offset)
    let state = node.state.stateClass
    let dashes = state.dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    let pen =
      "fill=\"\(state.fill)\" stroke=\"\(state.stroke)\" stroke-width=\"\(NumberText.length(state.strokeWidth))\""
    if node.kind == .sweep {
      // A stack of cards: one of many.
      body.rectangle(x + 5, y + 5, box.width, box.height, "rx=\"6\" \(pen)")
    }
    body.rectangle(x, y, box.width, box.height, "rx=\"6\" \(pen)\(dashes)")
    if node.kind == .workflow {
      body.rectangle(
        x + 3, y + 3, box.width - 6, box.height - 6,
        "rx=\"4\" fill=\"none\" stroke=\"\(state.stroke)\" stroke-width=\"0.8\"")
    }
    let room = box.width - 18
    let middle = x + box.width / 2
    body.label(
      TextMetrics.elided(node.name, to: room / 1.08, size: GraphText.nameSize), middle, y + 18,
      size: GraphText.nameSize, anchor: .middle, isBold: true)
    body.label(
      TextMetrics.elided(node.detail, to: room, size: GraphText.detailSize), middle, y + 34,
      size: GraphText.detailSize, anchor: .middle, colour: "#333")
    if let counts = node.counts { drawProgress(counts, x + 14, y + 42, box.width - 28, state) }
  }

  private mutating func drawProgress(
    _ counts: GraphNode.Counts, _ x: Double, _ y: Double, _ width: Double,
    _ state: GraphState.Class
  ) {
    body.rectangle(
      x, y, width, 4, "rx=\"2\" fill=\"#fff\" stroke=\"\(state.stroke)\" stroke-width=\"0.6\"")
    guard counts.share > 0 else { return }
    body.rectangle(x, y, max(3, width * counts.share), 4, "rx=\"2\" fill=\"\(state.stroke)\"")
  }

  mutating func draw(_ cluster: GraphCluster, _ box: GraphLayout.Box) {
    let (x, y) = (box.x + offset, box.y + offset)
    let stroke = cluster.state?.stateClass.stroke ?? "#8a8a8a"
    body.rectangle(
      x, y, box.width, box.height,
      "rx=\"8\" fill=\"#000\" fill-opacity=\"0.03\" stroke=\"\(stroke)\" stroke-width=\"1\"")
    body.label(
      TextMetrics.elided(cluster.title, to: (box.width - 20) / 1.08, size: 11), x + 10, y + 18,
      size: 11, isBold: true, colour: "#444")
  }

  mutating func drawLine(_ points: [LayeredLayout.Spot]) {
    guard let first = points.first, let last = points.last, points.count > 1 else { return }
    // An edge of a circle leads up.
    let tip = first.y > last.y ? -7.0 : 7.0
    var path = SVGPath()
    path.move(first.x + offset, first.y + offset)
    for (index, point) in points.enumerated().dropFirst() {
      let from = points[index - 1]
      let y = point.y + offset - (index == points.count - 1 ? tip : 0)
      if abs(from.x - point.x) < 0.5 {
        path.line(point.x + offset, y)
      } else {
        let middle = (from.y + point.y) / 2 + offset
        path.curve(
          from.x + offset, middle, point.x + offset, middle, point.x + offset, y)
      }
    }
    body.path(path.data, "fill=\"none\" stroke=\"#555\" stroke-width=\"1.2\"")
    var head = SVGPath()
    head.move(last.x + offset - 4, last.y + offset - tip - (tip > 0 ? 1 : -1))
    head.line(last.x + offset + 4, last.y + offset - tip - (tip > 0 ? 1 : -1))
    head.line(last.x + offset, last.y + offset)
    body.path(head.data + "z", "fill=\"#555\"")
  }

  /// Beside the last bend: there edges to different steps have parted.
  mutating func drawLabel(_ label: String, _ points: [LayeredLayout.Spot]) {
    guard points.count > 1 else { return }
    let pairs = Array(zip(points, points.dropFirst()))
    // The longest piece from the end that leads through the room between two ranks.
    guard
      let (from, to) = pairs.last(where: { abs($1.y - $0.y) >= LayeredLayout.rankGap * 0.8 })
        ?? pairs.last
    else { return }
    let part = 0.6
    let x = from.x + (to.x - from.x) * (3 * part * part - 2 * part * part * part) + offset
    let y = from.y + (to.y - from.y) * 0.55 + offset
    let text = TextMetrics.elided(label, to: 170, size: 10)
    let width = TextMetrics.width(text, size: 10) + 8
    body.rectangle(
      x - width / 2, y - 8, width, 15, "rx=\"3\" fill=\"#fff\" fill-opacity=\"0.9\"")
    body.label(text, x, y + 3, size: 10, anchor: .middle, colour: "#444")
  }
}
