/// The texts in a node's box, and the room that they take.
enum GraphText {
  static let nameSize = 12.0
  static let detailSize = 10.5
  private static let widest = 230.0

  static func size(of node: GraphNode) -> LayeredLayout.Size {
    // Bold letters are wider by about a tenth.
    let name = TextMetrics.width(node.name, size: nameSize) * 1.08
    let detail = TextMetrics.width(node.detail, size: detailSize)
    return .init(
      width: min(widest, max(90, max(name, detail) + 28)), height: node.counts == nil ? 44 : 52)
  }
}
