/// Comma-separated values by RFC 4180: a header, lines that end with CR LF, quotes where a field
/// has a comma, a quote or a line's end. No value is an empty field; an empty text is `""`.
struct CSVResultWriter: ResultWriter {
  private let columns: [ResultColumn]

  private let subject: ResultTable.Subject

  init(_ columns: [ResultColumn], _ subject: ResultTable.Subject = .point) {
    self.columns = columns
    self.subject = subject
  }

  func begin(into output: inout [UInt8]) {
    write([subject.rawValue] + columns.map(\.name), into: &output)
  }

  func append(_ row: ResultRow, into output: inout [UInt8]) {
    Self.write(row.key.text, into: &output)
    for index in columns.indices {
      output.append(UInt8(ascii: ","))
      if row[index] == .string("") {
        output.append(contentsOf: "\"\"".utf8)
      } else {
        Self.write(CellText.exact(row[index]), into: &output)
      }
    }
    output.append(contentsOf: "\r\n".utf8)
  }

  func end(into output: inout [UInt8]) {}

  private func write(_ fields: [String], into output: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      Self.write(field, into: &output)
    }
    output.append(contentsOf: "\r\n".utf8)
  }

  private static func write(_ field: String, into output: inout [UInt8]) {
    guard field.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else {
      return output.append(contentsOf: field.utf8)
    }
    output.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }
}
