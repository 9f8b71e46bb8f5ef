package import KilimModel

/// One point of a sweep with its values.
package struct ResultRow: Sendable, Hashable {
  /// The point's position, counted from 1.
  package var point: Int
  /// In the order of the columns. Nil is no value: a parameter that does not take part in this
  /// point, a result that is not there.
  package var cells: [JSONValue?]

  package init(point: Int, cells: [JSONValue?]) {
    self.point = point
    self.cells = cells
  }

  /// Nil also for a row that is too short.
  subscript(column: Int) -> JSONValue? { column < cells.count ? cells[column] : nil }
}
