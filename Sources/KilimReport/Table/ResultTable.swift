/// The table of the results of a sweep, a Job or a workflow: what its columns are, and how it is written.
///
/// Rows are not kept: they are handed to a writer one by one, so that a million points need no
/// more memory than ten.
package struct ResultTable: Sendable, Hashable {
  /// What a row is.
  package enum Subject: String, Sendable, Hashable {
    case point, run, step
  }

  package let columns: [ResultColumn]
  package let subject: Subject

  package init(columns: [ResultColumn], of subject: Subject = .point) {
    self.columns = columns
    self.subject = subject
  }

  /// - Parameters:
  ///   - title: for the page that `html` makes.
  ///   - figures: pictures for it, as SVG texts; the other formats have no place for them.
  package func writer(
    _ format: ResultFormat, title: String = "Results", figures: [String] = []
  ) -> any ResultWriter {
    switch format {
    case .text: TextResultWriter(columns, subject)
    case .csv: CSVResultWriter(columns, subject)
    case .json: JSONResultWriter(columns, subject)
    case .html: HTMLResultWriter(columns, subject, title: title, figures: figures)
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
