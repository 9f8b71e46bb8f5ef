/// An order in which all steps come after what they need.
struct StepOrder {
  private(set) var steps: [Int] = []
  /// Steps that need each other, each in the way to the next one.
  private(set) var circles: [[Int]] = []

  /// Of those that could be next, the one that is declared first.
  static func of(_ needs: [[Int]]) -> StepOrder {
    var order = StepOrder()
    var isPlaced = needs.map { _ in false }
    while let next = needs.indices.first(where: { index in
      !isPlaced[index] && needs[index].allSatisfy { isPlaced[$0] }
    }) {
      isPlaced[next] = true
      order.steps.append(next)
    }
    order.findCircles(needs, isPlaced)
    return order
  }

  /// Every step that is left leads into a circle.
  private mutating func findCircles(_ needs: [[Int]], _ isPlaced: [Bool]) {
    var isSeen = isPlaced
    for start in needs.indices where !isSeen[start] {
      var way: [Int] = []
      var step: Int? = start
      while let current = step, !isSeen[current] {
        isSeen[current] = true
        way.append(current)
        step = needs[current].first { !isPlaced[$0] }
      }
      if let step, let first = way.firstIndex(of: step) { circles.append(Array(way[first...])) }
    }
  }
}
