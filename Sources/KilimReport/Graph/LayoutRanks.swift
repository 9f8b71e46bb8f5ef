/// Which rank each box is in: below everything that leads to it.
struct LayoutRanks {
  private(set) var rank: [Int]
  /// The edges, each leading down.
  private(set) var edges: [(from: Int, to: Int)]
  /// Which of them were turned around, to open a circle.
  private(set) var isReversed: [Bool]

  init(count: Int, edges: [(from: Int, to: Int)]) {
    self.edges = edges
    rank = Array(repeating: 0, count: count)
    isReversed = edges.map { _ in false }
    openCircles(count: count)
    assign(count: count)
  }

  private func outgoing(count: Int) -> [[Int]] {
    var outgoing: [[Int]] = Array(repeating: [], count: count)
    for (number, edge) in edges.enumerated() { outgoing[edge.from].append(number) }
    return outgoing
  }

  /// Turns each edge around that leads back to a box on the way to it.
  private mutating func openCircles(count: Int) {
    enum Mark { case new, open, closed }
    var marks: [Mark] = Array(repeating: .new, count: count)
    let outgoing = outgoing(count: count)
    for root in 0..<count where marks[root] == .new {
      var path = [(box: root, next: 0)]
      marks[root] = .open
      while let (box, next) = path.last {
        guard next < outgoing[box].count else {
          marks[box] = .closed
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let number = outgoing[box][next]
        switch marks[edges[number].to] {
        case .new:
          marks[edges[number].to] = .open
          path.append((edges[number].to, 0))
        case .open: isReversed[number] = true
        case .closed: break
        }
      }
    }
    for number in edges.indices where isReversed[number] {
      edges[number] = (edges[number].to, edges[number].from)
    }
  }

  private mutating func assign(count: Int) {
    let outgoing = outgoing(count: count)
    var waiting = Array(repeating: 0, count: count)
    for edge in edges { waiting[edge.to] += 1 }
    let hasSource = waiting.map { $0 > 0 }
    var ready = (0..<count).filter { waiting[$0] == 0 }
    var done = 0
    while done < ready.count {
      let box = ready[done]
      done += 1
      for number in outgoing[box] {
        let target = edges[number].to
        rank[target] = max(rank[target], rank[box] + 1)
        waiting[target] -= 1
        if waiting[target] == 0 { ready.append(target) }
      }
    }
    // A box that waits for nothing stands right above the first one that waits for it.
    for box in 0..<count where !hasSource[box] {
      let next = outgoing[box].map { rank[edges[$0].to] }.min()
      rank[box] = max(0, (next ?? 1) - 1)
    }
  }
}
