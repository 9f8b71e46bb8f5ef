package import KilimModel

/// Gives the places of one document's fields back.
package struct DocumentSource: Sendable {
  package let file: String
  package let directory: String
  /// Where the document starts.
  package var line: Int { 1 }
  package let isEnvelope: Bool
  package func span(ofPath path: String) -> SourceSpan {
    SourceSpan(file: file, line: 1, column: 1, endLine: 1, endColumn: 1)
  }
  package func keySpan(ofPath path: String) -> SourceSpan { span(ofPath: path) }
}
