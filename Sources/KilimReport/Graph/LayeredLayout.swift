/// Places boxes in ranks, each edge leading downwards (Sugiyama's method).
///
/// Ranks by the longest path, order in a rank by barycentres, places by least squares. The result
/// depends on nothing but the order of boxes and edges.
struct LayeredLayout {
  struct Size: Sendable, Hashable {
    var width: Double
    var height: Double
  }

  struct Spot: Sendable, Hashable {
    var x: Double
    var y: Double
  }

  static let gap = 26.0
  static let rankGap = 54.0

  /// Top left corners of the boxes.
  private(set) var places: [Spot]
  /// For each edge its points from the one box to the other.
  private(set) var routes: [[Spot]] = []
  private(set) var size = Size(width: 0, height: 0)

  /// - Parameter edges: pairs of different boxes; those that close a circle are drawn upwards.
  init(sizes: [Size], edges: [(from: Int, to: Int)]) {
    let ranks = LayoutRanks(count: sizes.count, edges: edges)
    var order = LayoutOrder(ranks: ranks, boxes: sizes.count)
    order.reduceCrossings()
    let columns = LayoutColumns(order: order, widths: sizes.map(\.width), gap: Self.gap)
    let heights = order.layers.map { layer in
      layer.reduce(0) { max($0, $1 < sizes.count ? sizes[$1].height : 0) }
    }
    var top = 0.0
    let tops = heights.map { height in
      defer { top += height + Self.rankGap }
      return top
    }
    places = sizes.indices.map { box in
      let rank = order.rank[box]
      return Spot(
        x: columns.centres[box] - sizes[box].width / 2,
        y: tops[rank] + (heights[rank] - sizes[box].height) / 2)
    }
    size = Size(width: columns.width, height: max(0, top - Self.rankGap))
    routes = edges.indices.map { number in
      let chain = order.chains[number]
      var route: [Spot] = []
      for (index, vertex) in chain.enumerated() {
        let (x, rank) = (columns.centres[vertex], order.rank[vertex])
        if index > 0 { route.append(Spot(x: x, y: tops[rank])) }
        if vertex < sizes.count, index > 0 { route.append(Spot(x: x, y: places[vertex].y)) }
        if vertex < sizes.count, index == 0 {
          route.append(Spot(x: x, y: places[vertex].y + sizes[vertex].height))
        }
        if index < chain.count - 1 { route.append(Spot(x: x, y: tops[rank] + heights[rank])) }
      }
      return ranks.isReversed[number] ? route.reversed() : route
    }
  }
}
