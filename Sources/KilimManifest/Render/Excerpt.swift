import KilimModel

/// A source line as it is shown, and where the carets go below it, in terminal columns.
struct Excerpt {
  private static let widest = 100
  private static let tab = 4

  private(set) var text = ""
  private(set) var caretOffset = 0
  private(set) var caretWidth = 1

  private struct Cell {
    var text: String
    var width: Int
  }

  /// A span of several lines is marked from its start to the end of its first line.
  init(_ line: [UInt8], _ span: SourceSpan) {
    let cells = String(decoding: line, as: UTF8.self).unicodeScalars.map(Self.cell)
    let start = min(max(span.column - 1, 0), cells.count)
    let lastOfLine = span.endLine > span.line ? cells.count : span.endColumn - 1
    let end = min(max(lastOfLine, start + 1), max(cells.count, start + 1))
    let shown = Self.window(cells, around: start)
    text = cells[shown].map(\.text).joined()
    caretOffset = cells[shown.lowerBound..<start].reduce(0) { $0 + $1.width }
    if shown.lowerBound > 0 {
      text = "…" + text
      caretOffset += 1
    }
    if shown.upperBound < cells.count { text += "…" }
    let marked = cells[min(start, shown.upperBound)..<max(start, min(end, shown.upperBound))]
    caretWidth = max(1, marked.reduce(0) { $0 + $1.width })
    while text.last == " " { text.removeLast() }
  }

  private static func cell(_ scalar: Unicode.Scalar) -> Cell {
    if scalar == "\t" { return Cell(text: String(repeating: " ", count: tab), width: tab) }
    if SafeText.isDisturbing(scalar) { return Cell(text: "\u{FFFD}", width: 1) }
    return Cell(text: String(Character(scalar)), width: SafeText.width(scalar))
  }

  /// The part of a long line that is shown: the caret and what stands around it.
  private static func window(_ cells: [Cell], around caret: Int) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    guard total > widest else { return 0..<cells.count }
    var (lower, upper, width) = (caret, caret, 0)
    while lower > 0, width + cells[lower - 1].width <= widest / 3 {
      lower -= 1
      width += cells[lower].width
    }
    while upper < cells.count, width + cells[upper].width <= widest {
      width += cells[upper].width
      upper += 1
    }
    return lower..<upper
  }
}
