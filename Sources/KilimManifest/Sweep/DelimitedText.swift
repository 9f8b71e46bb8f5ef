/// Reads a table of delimited text (RFC 4180): quoted cells may hold separators, line ends and
/// doubled quotes.
struct DelimitedText {
  struct Cell: Hashable {
    var text: String
    var isQuoted: Bool
    /// From 1, in bytes.
    var column: Int
  }

  struct Row: Hashable {
    var cells: [Cell]
    /// From 1.
    var line: Int
  }

  struct Problem: Error, Hashable {
    var line: Int
    var column: Int
    var message: String
  }

  /// Empty lines are passed over.
  static func rows(
    of bytes: [UInt8], separator: UInt8
  ) throws(Problem) -> [Row] {
    var reader = DelimitedText(bytes: bytes, separator: separator)
    return try reader.all()
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1
  private var lineStart = 0

  private init(bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
    // A byte order mark says nothing.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      lineStart = 3
    }
  }

  private mutating func all() throws(Problem) -> [Row] {
    var rows: [Row] = []
    while index < bytes.count {
      let row = try row()
      if row.cells.count > 1 || !row.cells[0].text.isEmpty || row.cells[0].isQuoted {
        rows.append(row)
      }
    }
    return rows
  }

  private mutating func row() throws(Problem) -> Row {
    var row = Row(cells: [], line: line)
    while true {
      row.cells.append(try cell())
      guard index < bytes.count, bytes[index] == separator else { break }
      index += 1
    }
    if index < bytes.count, bytes[index] == 0x0D { index += 1 }
    if index < bytes.count, bytes[index] == 0x0A { index += 1 }
    line += 1
    lineStart = index
    return row
  }

  private mutating func cell() throws(Problem) -> Cell {
    let column = index - lineStart + 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < bytes.count, bytes[index] != separator, !isLineEnd(index) { index += 1 }
      return Cell(text: try decoded(bytes[start..<index], column), isQuoted: false, column: column)
    }
    return Cell(text: try quoted(column), isQuoted: true, column: column)
  }

  private func isLineEnd(_ index: Int) -> Bool {
    bytes[index] == 0x0A
      || bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] == 0x0A)
  }

  private mutating func quoted(_ column: Int) throws(Problem) -> String {
    let startLine = line
    var inside: [UInt8] = []
    index += 1
    while true {
      guard index < bytes.count else {
        throw Problem(line: startLine, column: column, message: "a quoted cell has no end")
      }
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        guard index < bytes.count, bytes[index] == byte else { break }
        index += 1
      } else if byte == 0x0A {
        line += 1
        lineStart = index
      }
      inside.append(byte)
    }
    guard index == bytes.count || bytes[index] == separator || isLineEnd(index) else {
      throw Problem(
        line: line, column: index - lineStart + 1, message: "something stands after a quoted cell")
    }
    return try decoded(inside[...], column)
  }

  private func decoded(_ bytes: ArraySlice<UInt8>, _ column: Int) throws(Problem) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(line: line, column: column, message: "the cell is not UTF-8")
    }
    return text
  }
}
