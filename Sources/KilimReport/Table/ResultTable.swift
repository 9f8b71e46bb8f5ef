/// The table of a sweep's results: what its columns are, and how it is written.
///
/// Rows are not kept: they are handed to a writer one by one, so that a million points need no
/// more memory than ten.
package struct ResultTable: Sendable, Hashable {
  package let columns: [ResultColumn]

  package init(columns: [ResultColumn]) { self.columns = columns }

  /// - Parameters:
  ///   - title: for the page that `html` makes.
  ///   - figures: pictures for it, as SVG texts; the other formats have no place for them.
  package func writer(
    _ format: ResultFormat, title: String = "Results", figures: [String] = []
  ) -> any ResultWriter {
    switch format {
    case .text: TextResultWriter(columns)
    case .csv: CSVResultWriter(columns)
    case .json: JSONResultWriter(columns)
    case .html: HTMLResultWriter(columns, title: title, figures: figures)
    }
  }

  /// The whole text at once.
  package func text(
    _ format: ResultFormat, _ rows: some Sequence<ResultRow>, title: String = "Results",
    figures: [String] = []
  ) -> String {
    var bytes: [UInt8] = []
    var writer = writer(format, title: title, figures: figures)
    writer.begin(into: &bytes)
    for row in rows { writer.append(row, into: &bytes) }
    writer.end(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// How results are written.
package enum ResultFormat: String, Sendable, Hashable, CaseIterable {
  case text, csv, json, html
}

/// Writes rows as they come: `begin` once, `append` for each, `end` once. The caller empties
/// `output` whenever it likes.
package protocol ResultWriter: Sendable {
  mutating func begin(into output: inout [UInt8])
  mutating func append(_ row: ResultRow, into output: inout [UInt8])
  mutating func end(into output: inout [UInt8])
}
