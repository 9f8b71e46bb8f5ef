import KilimModel

/// Rows of cells in aligned columns, two blanks apart.
struct TextTable {
  struct Cell: Hashable, ExpressibleByStringInterpolation {
    var text: String
    var style: TextStyle

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = text.onOneLine
      self.style = style
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  enum Alignment { case left, right }

  struct Column {
    var title: String
    var alignment: Alignment

    init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []
  /// Columns without any title have no line for them anyway.
  var hasTitles: Bool

  init(_ columns: [Column]) {
    self.columns = columns
    hasTitles = columns.contains { !$0.title.isEmpty }
  }

  /// - Parameter width: lines are cut to it; nil leaves them as long as they are.
  func text(paint: Paint, width: Int?) -> String {
    let titles = columns.map { Cell($0.title, .bold) }
    let widths = columns.indices.map { index in
      ([titles] + rows).reduce(0) { max($0, index < $1.count ? TextWidth.of($1[index].text) : 0) }
    }
    return ((hasTitles ? [titles] : []) + rows).reduce(into: "") { text, row in
      text += line(row, widths, paint, width) + "\n"
    }
  }

  private func line(_ row: [Cell], _ widths: [Int], _ paint: Paint, _ limit: Int?) -> String {
    var line = ""
    var used = 0
    // Trailing blanks only make copied text ugly.
    let last = row.lastIndex { !$0.text.isEmpty } ?? -1
    for (index, cell) in row.enumerated() where index <= last {
      let gap = index == 0 ? "" : "  "
      var text = gap
      switch columns[index].alignment {
      case .left where index == last: text += cell.text
      case .left: text += TextWidth.padded(cell.text, to: widths[index])
      case .right: text += TextWidth.paddedLeft(cell.text, to: widths[index])
      }
      if let limit {
        text = TextWidth.cut(text, to: max(0, limit - used))
        used += TextWidth.of(text)
      }
      line += paint(text, cell.style)
    }
    return line
  }
}
