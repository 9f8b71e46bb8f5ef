package import KilimModel

/// Points in a row: their canonical texts, one after the other.
package struct PointBatch: Sendable {
  /// The compact JSON objects of all points.
  package private(set) var bytes: [UInt8] = []
  /// Where each point's text ends.
  package private(set) var ends: [Int] = []

  package init() {}

  package var count: Int { ends.count }

  package func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  mutating func append(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }
  mutating func endPoint() { ends.append(bytes.count) }
}

/// The points of a sweep, in their order: a union of grids of lists.
package struct SweepSpace: Sendable {
  private struct Grid: Sendable {
    /// Sorted by name; each value as JSON.
    var axes: [(name: [UInt8], values: [[UInt8]])]
    var count: Int { axes.reduce(1) { $0 * $1.values.count } }
  }

  private var grids: [Grid] = []
  package private(set) var names: [String] = []

  package static func resolve(_ spec: SweepSpec) -> (space: SweepSpace, diagnostics: [Diagnostic]) {
    var space = SweepSpace()
    var names: Set<String> = []
    for (index, parameter) in spec.parameters.enumerated() {
      guard case .object(let axes)? = parameter["grid"] else {
        return (
          space,
          [
            Diagnostic(
              .wrongType, "this is no grid", hint: "write `grid: {NAME: [VALUE, ...]}`",
              path: "spec.parameters[\(index)]")
          ]
        )
      }
      var grid = Grid(axes: [])
      for axis in axes.sorted(by: { $0.key < $1.key }) {
        names.insert(axis.key)
        grid.axes.append((Array(axis.key.utf8), values(axis.value).map { Array($0.text.utf8) }))
      }
      space.grids.append(grid)
    }
    space.names = names.sorted()
    return (space, [])
  }

  private static func values(_ value: JSONValue) -> [JSONValue] {
    if let items = value.items { return items }
    guard let range = value["range"]?.items, case .integer(let low)? = range.first,
      case .integer(let high)? = range.dropFirst().first
    else { return [value] }
    var step: Int64 = 1
    if case .integer(let third)? = range.dropFirst(2).first { step = max(third, 1) }
    return stride(from: low, through: high, by: Int(step)).map { .integer($0) }
  }

  package var rawCount: Int { grids.reduce(0) { $0 + $1.count } }

  package func appendPoints(of range: Range<Int>, to batch: inout PointBatch) {
    var first = 0
    for grid in grids {
      let part = range.clamped(to: first..<first + grid.count)
      for index in part { append(index - first, of: grid, to: &batch) }
      first += grid.count
    }
  }

  private func append(_ index: Int, of grid: Grid, to batch: inout PointBatch) {
    var rest = grid.count
    var left = index
    batch.append(CollectionOfOne(UInt8(ascii: "{")))
    for (number, axis) in grid.axes.enumerated() {
      rest /= axis.values.count
      let value = axis.values[left / rest]
      left %= rest
      if number > 0 { batch.append(CollectionOfOne(UInt8(ascii: ","))) }
      batch.append(CollectionOfOne(UInt8(ascii: "\"")))
      batch.append(axis.name)
      batch.append("\":".utf8)
      batch.append(value)
    }
    batch.append(CollectionOfOne(UInt8(ascii: "}")))
    batch.endPoint()
  }
}
