import KilimModel

/// Which parameters take more than one value, besides those that a plot shows: what is averaged
/// over.
struct VaryingColumns: Sendable {
  private let candidates: [(index: Int, name: String)]
  private var first: [JSONValue?] = []
  private var varies: [Bool]

  init(_ columns: [ResultColumn], except shown: [Int]) {
    candidates = columns.indices.filter { columns[$0].role == .parameter && !shown.contains($0) }
      .map { ($0, columns[$0].name) }
    varies = candidates.map { _ in false }
  }

  mutating func append(_ row: ResultRow) {
    guard !first.isEmpty else {
      first = candidates.map { row[$0.index] }
      return
    }
    for (number, candidate) in candidates.enumerated() where !varies[number] {
      varies[number] = row[candidate.index] != first[number]
    }
  }

  var names: [String] { zip(candidates, varies).filter(\.1).map(\.0.name) }
}
