import KilimModel

/// One page that needs nothing else: the figures, then the table, which a click on a heading sorts.
struct HTMLResultWriter: ResultWriter {
  private let columns: [ResultColumn]
  private let subject: ResultTable.Subject
  private let title: String
  private let figures: [String]

  init(
    _ columns: [ResultColumn], _ subject: ResultTable.Subject = .point, title: String,
    figures: [String]
  ) {
    self.columns = columns
    self.subject = subject
    self.title = title
    self.figures = figures
  }

  func begin(into output: inout [UInt8]) {
    let name = Markup.escaped(title)
    output.append(contentsOf: ResultPage.head(title: name).utf8)
    for figure in figures {
      output.append(contentsOf: "<figure>\n\(figure)</figure>\n".utf8)
    }
    let headings = ([subject.rawValue] + columns.map(\.title)).map {
      "<th scope=\"col\"><button type=\"button\">\(Markup.escaped($0))</button></th>"
    }
    output.append(
      contentsOf: """
        <div class="scroll" role="region" aria-label="\(name): all \(subject.rawValue)s" tabindex="0">
        <table>
        <caption>All \(subject.rawValue)s; a heading sorts by its column.</caption>
        <thead><tr>\(headings.joined())</tr></thead>
        <tbody>

        """.utf8)
  }

  func append(_ row: ResultRow, into output: inout [UInt8]) {
    var line = "<tr><th scope=\"row\"\(sortKey(row.key))>\(Markup.escaped(row.key.text))</th>"
    for index in columns.indices { line += cell(row[index]) }
    output.append(contentsOf: (line + "</tr>\n").utf8)
  }

  func end(into output: inout [UInt8]) {
    output.append(contentsOf: ResultPage.foot.utf8)
  }

  /// Names are sorted as they stand.
  private func sortKey(_ key: ResultRow.Key) -> String {
    guard case .point(let position) = key else { return "" }
    return " data-v=\"\(position)\""
  }

  private func cell(_ value: JSONValue?) -> String {
    guard !CellText.isMissing(value) else {
      return "<td class=\"none\"><span aria-label=\"no value\">–</span></td>"
    }
    let text = Markup.escaped(CellText.short(value))
    guard CellText.isNumber(value) else { return "<td>\(text)</td>" }
    return "<td class=\"number\" data-v=\"\(Markup.escaped(CellText.exact(value)))\">\(text)</td>"
  }
}
