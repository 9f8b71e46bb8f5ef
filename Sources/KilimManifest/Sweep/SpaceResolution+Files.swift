import KilimModel

extension SpaceResolution {
  /// A file of points has at most so many bytes.
  static let largestFile = 1 << 30

  /// A table of delimited text. A cell without quotes that looks like a number, `true` or `false` is
  /// one; an empty cell says that the point does not have the parameter.
  mutating func table(_ table: DelimitedFile, _ path: String) -> SpacePart? {
    let place = table.file
    guard let bytes = content(of: place, path) else { return nil }
    let separator = table.separator?.utf8.first ?? UInt8(ascii: ",")
    let rows: [DelimitedText.Row]
    do throws(DelimitedText.Problem) {
      rows = try DelimitedText.rows(of: bytes, separator: separator)
    } catch {
      reportData(place, error.line, error.column, error.message, path)
      return nil
    }
    guard let header = rows.first else {
      report(
        .dataFile, "`\(place)` is empty", hint: "its first line names the parameters", path)
      return nil
    }
    return part(of: rows.dropFirst(), header, table, path)
  }

  private mutating func part(
    of rows: ArraySlice<DelimitedText.Row>, _ header: DelimitedText.Row, _ table: DelimitedFile,
    _ path: String
  ) -> SpacePart? {
    let all = header.cells.map(\.text)
    let names = table.columns.isEmpty ? all : table.columns
    let before = diagnostics.count
    for cell in header.cells where names.contains(cell.text) && !ParameterName.isOne(cell.text) {
      reportData(
        table.file, header.line, cell.column,
        "`\(cell.text.shortened)` cannot be the name of a parameter", path)
    }
    for name in names where !all.contains(name) { reportUnknown(name, among: all, path) }
    if Set(all).count < all.count {
      reportData(table.file, header.line, 1, "a name stands twice in the first line", path)
    }
    var columns = [[ParameterValue?]](repeating: [], count: names.count)
    let places = names.compactMap { all.firstIndex(of: $0) }
    for row in rows {
      guard row.cells.count == all.count else {
        let extra = row.cells.count > all.count ? row.cells[all.count].column : nil
        reportData(
          table.file, row.line, extra ?? 1,
          "the line has \(row.cells.count) cells, and the first line \(all.count)", path)
        if diagnostics.count - before > 20 { return nil }
        continue
      }
      for (number, place) in places.enumerated() {
        columns[number].append(Self.value(row.cells[place]))
      }
    }
    guard diagnostics.count == before else { return nil }
    return SpacePart(names: names, columns: columns)
  }

  private static func value(_ cell: DelimitedText.Cell) -> ParameterValue? {
    if cell.isQuoted { return ParameterValue(.text(cell.text)) }
    guard !cell.text.isEmpty else { return nil }
    var text = cell.text
    switch text.withUTF8({ ScalarValue(plain: $0) }) {
    case .integer(let number): return ParameterValue(JSONValue.integer(number))
    case .number(let number) where number.isFinite: return ParameterValue(.number(number))
    case .boolean(let value): return ParameterValue(.boolean(value))
    case .null, .text, .number: return ParameterValue(.text(cell.text))
    }
  }

  /// A file with a JSON object of scalars in each line.
  mutating func lines(_ file: String, _ path: String) -> SpacePart? {
    guard let bytes = content(of: file, path) else { return nil }
    let before = diagnostics.count
    var points: [[String: ParameterValue]] = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where line.contains(where: { $0 > 0x20 }) {
      guard let point = point(of: line, file, number + 1, path) else {
        if diagnostics.count - before > 20 { return nil }
        continue
      }
      points.append(point)
    }
    guard diagnostics.count == before else { return nil }
    let names = Set(points.flatMap(\.keys)).sorted()
    return SpacePart(names: names, columns: names.map { name in points.map { $0[name] } })
  }

  private mutating func point(
    of line: ArraySlice<UInt8>, _ file: String, _ number: Int, _ path: String
  ) -> [String: ParameterValue]? {
    let value = try? JSONValue(reading: String(decoding: line, as: UTF8.self))
    guard case .object(let members)? = value else {
      reportData(file, number, 1, "the line is no JSON object", path)
      return nil
    }
    var point: [String: ParameterValue] = [:]
    for member in members where member.value != .null {
      guard ParameterName.isOne(member.key), point[member.key] == nil else {
        reportData(
          file, number, 1,
          "`\(member.key.shortened)` cannot be the name of a parameter here", path)
        return nil
      }
      guard let value = ParameterValue(member.value) else {
        reportData(
          file, number, 1, "`\(member.key)` is no text, number, true or false", path)
        return nil
      }
      point[member.key] = value
    }
    return point
  }

  private mutating func content(of file: String, _ path: String) -> [UInt8]? {
    let absolute = file.hasPrefix("/") ? file : "\(directory)/\(file)"
    if let bytes = inspector.content(ofPath: absolute, limit: Self.largestFile) { return bytes }
    report(
      .dataFile,
      inspector.kind(ofPath: absolute) == nil
        ? "there is no file `\(file)` beside the manifest" : "the file `\(file)` cannot be read",
      hint: "paths start at the manifest's directory", part: file, path)
    return nil
  }

  private mutating func reportData(
    _ file: String, _ line: Int, _ column: Int, _ message: String, _ path: String
  ) {
    report(.dataFile, "\(file):\(line):\(column): \(message)", path)
  }
}
