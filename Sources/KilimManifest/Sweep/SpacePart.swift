/// What one part of a space (an axis of a grid, a table, a sample) gives to a point.
struct SpacePart: Sendable {
  private enum Content: Sendable {
    /// By column, then row; nil where a row has no value.
    case table([[ParameterValue?]])
    case sample(SampleTable)
  }

  let names: [String]
  let count: Int
  private let content: Content

  /// - Parameter columns: of equal lengths.
  init(names: [String], columns: [[ParameterValue?]]) {
    self.names = names
    count = columns.first?.count ?? 0
    content = .table(columns)
  }

  init(_ sample: SampleTable) {
    names = sample.names
    count = sample.count
    content = .sample(sample)
  }

  func value(_ row: Int, _ column: Int) -> ParameterValue? {
    switch content {
    case .table(let columns): columns[column][row]
    case .sample(let sample): ParameterValue(sample.value(row, column))
    }
  }

  /// Appends the value's canonical text. False when there is none.
  func append(_ row: Int, _ column: Int, after prefix: [UInt8], to bytes: inout [UInt8]) -> Bool {
    guard case .table(let columns) = content else {
      bytes.append(contentsOf: prefix)
      if let value = value(row, column) { bytes.append(contentsOf: value.json) }
      return true
    }
    guard let value = columns[column][row] else { return false }
    bytes.append(contentsOf: prefix)
    bytes.append(contentsOf: value.json)
    return true
  }
}
