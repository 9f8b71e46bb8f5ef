import KilimModel

/// A list of `{point, params {..}, status, results {..}}` (product, section 11), an item a line.
///
/// A parameter that does not take part in a point is left out; a result that is not there is null,
/// so that every item has the same results.
struct JSONResultWriter: ResultWriter {
  private let columns: [ResultColumn]
  private var isEmpty = true

  init(_ columns: [ResultColumn]) { self.columns = columns }

  func begin(into output: inout [UInt8]) { output.append(UInt8(ascii: "[")) }

  mutating func append(_ row: ResultRow, into output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "\n" : ",\n").utf8)
    isEmpty = false
    item(row).write(into: &output)
  }

  func end(into output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "]\n" : "\n]\n").utf8)
  }

  private func item(_ row: ResultRow) -> JSONValue {
    var parameters: [JSONValue.Member] = []
    var results: [JSONValue.Member] = []
    var status: JSONValue?
    for (index, column) in columns.enumerated() {
      switch column.role {
      case .parameter:
        if let value = row[index] { parameters.append(.init(column.name, value)) }
      case .status: status = row[index]
      case .result: results.append(.init(column.name, row[index] ?? .null))
      }
    }
    return .object([
      .init("point", .integer(Int64(row.point))), .init("params", .object(parameters)),
      .init("status", status ?? .null), .init("results", .object(results)),
    ])
  }
}
