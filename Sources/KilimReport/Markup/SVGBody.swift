/// The elements of a picture, one a line, in the order of drawing.
struct SVGBody {
  static let font =
    "Helvetica, Arial, &#39;Liberation Sans&#39;, &#39;DejaVu Sans&#39;, sans-serif"

  enum Anchor: String { case start, middle, end }

  private(set) var text = ""

  mutating func add(_ element: String) { text += element + "\n" }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ attributes: String
  ) {
    add("<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" \(attributes)/>")
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String
  ) {
    add(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" \(attributes)/>"
    )
  }

  mutating func path(_ data: String, _ attributes: String) {
    guard !data.isEmpty else { return }
    add("<path d=\"\(data)\" \(attributes)/>")
  }

  /// - Parameters:
  ///   - rotated: degrees around the text's place, clockwise.
  ///   - markup: what stands behind the text, as markup.
  mutating func label(
    _ text: String, _ x: Double, _ y: Double, size: Double, anchor: Anchor = .start,
    rotated: Double? = nil, isBold: Bool = false, colour: String? = nil, markup: String = ""
  ) {
    var attributes = "x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\""
    if anchor != .start { attributes += " text-anchor=\"\(anchor.rawValue)\"" }
    if isBold { attributes += " font-weight=\"bold\"" }
    if let colour { attributes += " fill=\"\(colour)\"" }
    if let rotated { attributes += " transform=\"rotate(\(n(rotated)) \(n(x)) \(n(y)))\"" }
    add("<text \(attributes)>\(Markup.escaped(text))\(markup)</text>")
  }

  /// The whole document.
  ///
  /// - Parameter identifier: begins the ids of title and description.
  func document(
    width: Double, height: Double, title: String, description: String, identifier: String
  ) -> String {
    let name = Markup.escaped(identifier)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" height="\(n(height))" role="img" aria-labelledby="\(name)-title \(name)-desc" font-family="\(Self.font)" fill="#1a1a1a">
      <title id="\(name)-title">\(Markup.escaped(title))</title>
      <desc id="\(name)-desc">\(Markup.escaped(description))</desc>
      <rect width="\(n(width))" height="\(n(height))" fill="#fff"/>
      \(text)</svg>

      """
  }

  private func n(_ value: Double) -> String { NumberText.length(value) }
}
