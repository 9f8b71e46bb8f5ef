package import KilimModel

/// One point of a sweep with its values; or a run of a Job, or a step of a workflow.
package struct ResultRow: Sendable, Hashable {
  package enum Key: Sendable, Hashable {
    /// A point's position, counted from 1.
    case point(Int)
    case name(String)
  }

  package var key: Key
  /// In the order of the columns. Nil is no value: a parameter that does not take part in this
  /// point, a result that is not there.
  package var cells: [JSONValue?]

  package init(_ key: Key, cells: [JSONValue?]) {
    self.key = key
    self.cells = cells
  }

  package init(point: Int, cells: [JSONValue?]) {
    self.init(.point(point), cells: cells)
  }

  /// Of a point; 0 for what is none.
  package var point: Int {
    guard case .point(let position) = key else { return 0 }
    return position
  }

  /// Nil also for a row that is too short.
  subscript(column: Int) -> JSONValue? { column < cells.count ? cells[column] : nil }
}

extension ResultRow.Key {
  var text: String {
    switch self {
    case .point(let position): String(position)
    case .name(let name): name
    }
  }

  var json: JSONValue {
    switch self {
    case .point(let position): .integer(Int64(position))
    case .name(let name): .string(name)
    }
  }
}
