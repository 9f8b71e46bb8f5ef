/// The order of boxes inside their ranks, with the bends of long edges between them.
struct LayoutOrder {
  /// More bends than this are not worth their time: the edges go straight then.
  private static let bendLimit = 4000

  /// Boxes first, then bends.
  private(set) var rank: [Int]
  private(set) var layers: [[Int]]
  /// For each edge the boxes and bends that it leads through.
  private(set) var chains: [[Int]]
  private(set) var above: [[Int]]
  private(set) var below: [[Int]]

  init(ranks: LayoutRanks, boxes: Int) {
    rank = ranks.rank
    let spans = ranks.edges.map { ranks.rank[$0.to] - ranks.rank[$0.from] - 1 }
    let hasBends = spans.reduce(0) { $0 + max(0, $1) } <= Self.bendLimit
    var chains: [[Int]] = []
    for (number, edge) in ranks.edges.enumerated() {
      var chain = [edge.from]
      if hasBends {
        for step in 0..<max(0, spans[number]) {
          chain.append(rank.count)
          rank.append(ranks.rank[edge.from] + 1 + step)
        }
      }
      chains.append(chain + [edge.to])
    }
    self.chains = chains
    above = Array(repeating: [], count: rank.count)
    below = Array(repeating: [], count: rank.count)
    for chain in chains {
      for (upper, lower) in zip(chain, chain.dropFirst()) where rank[lower] == rank[upper] + 1 {
        below[upper].append(lower)
        above[lower].append(upper)
      }
    }
    layers = Array(repeating: [], count: (rank.max() ?? -1) + 1)
    for vertex in rank.indices { layers[rank[vertex]].append(vertex) }
  }

  /// Goes down and up through the ranks, and keeps the best order that was seen.
  mutating func reduceCrossings() {
    var best = layers
    var fewest = crossings()
    for round in 0..<16 where fewest > 0 {
      let isDownward = round % 2 == 0
      for number in isDownward ? Array(layers.indices) : layers.indices.reversed() {
        sort(layer: number, by: isDownward ? above : below)
      }
      let count = crossings()
      if count < fewest { (best, fewest) = (layers, count) }
    }
    layers = best
  }

  private func positions() -> [Int] {
    var positions = Array(repeating: 0, count: rank.count)
    for layer in layers {
      for (position, vertex) in layer.enumerated() { positions[vertex] = position }
    }
    return positions
  }

  private mutating func sort(layer number: Int, by neighbours: [[Int]]) {
    let positions = positions()
    let keyed = layers[number].enumerated().map { index, vertex in
      let others = neighbours[vertex]
      let sum = others.reduce(0) { $0 + positions[$1] }
      return (others.isEmpty ? Double(index) : Double(sum) / Double(others.count), index, vertex)
    }
    layers[number] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// Counted with a tree of sums (Barth, Jünger and Mutzel).
  private func crossings() -> Int {
    let positions = positions()
    var total = 0
    for layer in layers.dropLast() {
      let ends = layer.flatMap { vertex in below[vertex].map { positions[$0] }.sorted() }
      guard let last = ends.max() else { continue }
      var sums = Array(repeating: 0, count: last + 2)
      for (seen, end) in ends.enumerated() {
        var index = end + 1
        var notBeyond = 0
        while index > 0 {
          notBeyond += sums[index]
          index &= index - 1
        }
        total += seen - notBeyond
        index = end + 1
        while index < sums.count {
          sums[index] += 1
          index += index & -index
        }
      }
    }
    return total
  }
}
