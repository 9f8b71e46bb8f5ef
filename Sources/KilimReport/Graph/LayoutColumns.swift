/// Where boxes and bends stand across: as near to their neighbours above and below as the order
/// and the distances allow.
struct LayoutColumns {
  private(set) var centres: [Double]
  private(set) var width = 0.0

  private static let bendWidth = 10.0

  init(order: LayoutOrder, widths: [Double], gap: Double) {
    let all = order.rank.indices.map { $0 < widths.count ? widths[$0] : Self.bendWidth }
    centres = all.map { _ in 0 }
    for layer in order.layers {
      var x = 0.0
      for vertex in layer {
        centres[vertex] = x + all[vertex] / 2
        x += all[vertex] + gap
      }
    }
    for round in 0..<12 {
      let isDownward = round % 2 == 0
      for number in isDownward ? Array(order.layers.indices) : order.layers.indices.reversed() {
        let layer = order.layers[number]
        let connected = layer.filter { !Self.isAlone($0, order) }
        let wishes = Dictionary(
          uniqueKeysWithValues: connected.map { vertex in
            let neighbours =
              round > 8
              ? order.above[vertex] + order.below[vertex]
              : isDownward ? order.above[vertex] : order.below[vertex]
            return (vertex, wish(vertex, neighbours))
          })
        let left = wishes.values.min() ?? 0
        let wanted = layer.map { wishes[$0] ?? left }
        // A bend that gives way makes an edge crooked; a box can wait, and one without edges goes
        // to the left until it meets another.
        let weights = layer.map { vertex in
          vertex >= widths.count ? 3.0 : Self.isAlone(vertex, order) ? 1e-6 : 1.0
        }
        place(layer, all, gap, wanted, weights)
      }
    }
    let left = centres.indices.map { centres[$0] - all[$0] / 2 }.min() ?? 0
    for index in centres.indices { centres[index] -= left }
    width = centres.indices.map { centres[$0] + all[$0] / 2 }.max() ?? 0
  }

  private static func isAlone(_ vertex: Int, _ order: LayoutOrder) -> Bool {
    order.above[vertex].isEmpty && order.below[vertex].isEmpty
  }

  private func wish(_ vertex: Int, _ neighbours: [Int]) -> Double {
    guard !neighbours.isEmpty else { return centres[vertex] }
    return neighbours.reduce(0) { $0 + centres[$1] } / Double(neighbours.count)
  }

  /// Least squares under the distances of the order: pool adjacent violators.
  private mutating func place(
    _ layer: [Int], _ widths: [Double], _ gap: Double, _ wanted: [Double], _ weights: [Double]
  ) {
    var offsets: [Double] = []
    var offset = 0.0
    for (index, vertex) in layer.enumerated() {
      if index > 0 { offset += (widths[layer[index - 1]] + widths[vertex]) / 2 + gap }
      offsets.append(offset)
    }
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for index in layer.indices {
      var block = (mean: wanted[index] - offsets[index], weight: weights[index], count: 1)
      while let last = blocks.last, last.mean > block.mean {
        let weight = last.weight + block.weight
        block = (
          (last.mean * last.weight + block.mean * block.weight) / weight, weight,
          last.count + block.count
        )
        blocks.removeLast()
      }
      blocks.append(block)
    }
    let means = blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
    for (index, vertex) in layer.enumerated() { centres[vertex] = means[index] + offsets[index] }
  }
}
