import KilimModel

extension NodeTree {
  /// Where a piece of a scalar stands; nil unless the scalar is written on one line, character by
  /// character.
  func span(of part: String, in index: Int32) -> SourceSpan? {
    let node = node(index)
    guard node.isScalar, node.line == node.endLine, !part.isEmpty else { return nil }
    let text = Array(string(node).unicodeScalars)
    let quotes = node.kind == .text ? 2 : 0
    guard Int(node.endColumn - node.column) == text.count + quotes else { return nil }
    let wanted = Array(part.unicodeScalars)
    guard text.count >= wanted.count,
      let offset = (0...text.count - wanted.count).first(where: {
        text[$0..<$0 + wanted.count].elementsEqual(wanted)
      })
    else { return nil }
    var span = span(index)
    span.column += quotes / 2 + offset
    span.endColumn = span.column + wanted.count
    return span
  }
}
