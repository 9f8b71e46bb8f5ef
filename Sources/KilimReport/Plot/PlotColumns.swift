import KilimModel

/// Where a plot's columns stand in the table.
struct PlotColumns: Sendable {
  struct Place: Sendable {
    /// Nil for the point's position.
    var index: Int?
    var column: ResultColumn

    var role: ResultColumn.Role { column.role }

    func value(in row: ResultRow) -> JSONValue? {
      index.map { row[$0] } ?? .integer(Int64(row.point))
    }
  }

  let x: Place
  let y: Place
  let z: Place?
  let by: Place?

  var indices: [Int] { [x.index, y.index, z?.index, by?.index].compactMap { $0 } }

  init(_ request: PlotRequest, _ columns: [ResultColumn]) throws(PlotError) {
    x = try Self.place("x", request.x, columns)
    y = try Self.place("y", request.y, columns)
    z = try Self.place("z", request.z, columns)
    by = try Self.place("by", request.by, columns)
  }

  private static func place(
    _ key: String, _ name: String?, _ columns: [ResultColumn]
  ) throws(PlotError) -> Place? {
    guard let name else { return nil }
    let place: Place = try place(key, name, columns)
    return place
  }

  private static func place(
    _ key: String, _ name: String, _ columns: [ResultColumn]
  ) throws(PlotError) -> Place {
    if let index = columns.firstIndex(where: { $0.name == name }) {
      return Place(index: index, column: columns[index])
    }
    guard name == "point" else {
      throw .unknownColumn(key: key, name: name, columns: columns.map(\.name) + ["point"])
    }
    return Place(index: nil, column: ResultColumn("point", .parameter))
  }
}
