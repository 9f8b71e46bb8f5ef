package import KilimModel

/// Looks at files whose paths have marks in them, in the place of one point's values.
package struct PointInspector: SourceInspector {
  private let base: any SourceInspector
  private let names: [String]
  private let position: Int
  private let values: PointValues

  package init(
    _ base: any SourceInspector, names: [String], position: Int, values: PointValues
  ) {
    self.base = base
    self.names = names
    self.position = position
    self.values = values
  }

  package func kind(ofPath path: String) -> FileKind? { base.kind(ofPath: filled(path)) }

  package func contentDigest(ofPath path: String) -> Digest? {
    base.contentDigest(ofPath: filled(path))
  }

  /// A text with the values in the places of the marks.
  package func filled(_ text: String) -> String {
    PointMark.replaced(in: text) { number in
      if number == 0 { return String(position) }
      return number <= names.count ? values.text(of: names[number - 1]) : ""
    }
  }
}
