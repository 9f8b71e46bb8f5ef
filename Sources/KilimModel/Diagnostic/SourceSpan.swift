/// A stretch of a source text: lines and columns count from 1, columns in characters (code points).
///
/// The end is exclusive: a span of one character has `endColumn == column + 1`.
package struct SourceSpan: Sendable, Hashable {
  package var file: String
  package var line: Int
  package var column: Int
  package var endLine: Int
  package var endColumn: Int

  package init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }
}
