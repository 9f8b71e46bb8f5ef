import KilimModel

/// A list of `{point, params {..}, status, results {..}}` (product, section 11), an item a line; of
/// runs `{run, status, results {..}}`, of steps `{step, run, status, results {..}}`.
///
/// A parameter that does not take part in a point is left out; a result that is not there is null,
/// so that every item has the same results.
struct JSONResultWriter: ResultWriter {
  private let columns: [ResultColumn]
  private let subject: ResultTable.Subject
  private var isEmpty = true

  init(_ columns: [ResultColumn], _ subject: ResultTable.Subject = .point) {
    self.columns = columns
    self.subject = subject
  }

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
    var whole: [JSONValue.Member] = []
    var status: JSONValue?
    for (index, column) in columns.enumerated() {
      switch column.role {
      case .parameter:
        if let value = row[index] { parameters.append(.init(column.name, value)) }
      case .run: whole.append(.init(column.name, row[index] ?? .null))
      case .status: status = row[index]
      case .result: results.append(.init(column.name, row[index] ?? .null))
      }
    }
    if subject == .point { whole.append(.init("params", .object(parameters))) }
    return .object(
      [.init(subject.rawValue, row.key.json)] + whole + [
        .init("status", status ?? .null), .init("results", .object(results)),
      ])
  }
}
