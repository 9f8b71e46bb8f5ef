import KilimModel

/// Aligned columns for a terminal, numbers to the right.
///
/// The first rows are held back until the widths are known from them; later rows that are wider
/// push what follows them.
struct TextResultWriter: ResultWriter {
  private static let heldRows = 2000
  private static let longestCell = 60

  private let titles: [String]
  private var widths: [Int]
  private var isNumeric: [Bool]
  private var held: [[String]] = []
  private var isHolding = true

  init(_ columns: [ResultColumn], _ subject: ResultTable.Subject = .point) {
    titles = [subject.rawValue.uppercased()] + columns.map { $0.title.onOneLine }
    widths = titles.map(TextWidth.of)
    isNumeric = titles.indices.map { $0 == 0 && subject == .point }
  }

  func begin(into output: inout [UInt8]) {}

  mutating func append(_ row: ResultRow, into output: inout [UInt8]) {
    var cells = [row.key.text.onOneLine]
    for index in 0..<(titles.count - 1) {
      let value = row[index]
      cells.append(TextWidth.cut(CellText.short(value), to: Self.longestCell))
      if isHolding, !CellText.isMissing(value) { note(value, inColumn: index + 1) }
    }
    guard isHolding else { return write(cells, into: &output) }
    for (index, cell) in cells.enumerated() {
      widths[index] = max(widths[index], TextWidth.of(cell))
    }
    held.append(cells)
    if held.count == Self.heldRows { release(into: &output) }
  }

  mutating func end(into output: inout [UInt8]) {
    if isHolding { release(into: &output) }
  }

  /// A column is one of numbers as long as it has nothing but numbers.
  private mutating func note(_ value: JSONValue?, inColumn index: Int) {
    if !CellText.isNumber(value) {
      texts.insert(index)
      isNumeric[index] = false
    } else if !texts.contains(index) {
      isNumeric[index] = true
    }
  }
  private var texts: Set<Int> = []

  private mutating func release(into output: inout [UInt8]) {
    isHolding = false
    write(titles, into: &output)
    for cells in held { write(cells, into: &output) }
    held = []
  }

  private func write(_ cells: [String], into output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(contentsOf: "  ".utf8) }
      let isLast = index == cells.count - 1
      if isNumeric[index] {
        output.append(contentsOf: TextWidth.paddedLeft(cell, to: widths[index]).utf8)
      } else {
        output.append(contentsOf: (isLast ? cell : TextWidth.padded(cell, to: widths[index])).utf8)
      }
    }
    output.append(UInt8(ascii: "\n"))
  }
}
