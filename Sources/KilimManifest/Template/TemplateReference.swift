/// `${sweep.NAME}` or `${steps.NAME...}` in a text.
enum TemplateReference: Hashable {
  case parameter(String)
  /// Without `${` and `}`; it need not be right.
  case step(String)

  /// As it is written.
  var text: String {
    switch self {
    case .parameter(let name): "${sweep.\(name)}"
    case .step(let text): "${\(text)}"
    }
  }

  static func first(
    in text: Substring
  ) -> (reference: TemplateReference, range: Range<Substring.Index>)? {
    var rest = text
    while let start = rest.macroStart {
      let inside = rest[start.upperBound...]
      let isParameter = inside.hasPrefix("sweep.")
      guard isParameter || inside.hasPrefix("steps."),
        let end = inside.utf8.firstIndex(of: UInt8(ascii: "}"))
      else {
        rest = inside
        continue
      }
      let name = inside[..<end]
      let range = start.lowerBound..<inside.utf8.index(after: end)
      return (isParameter ? .parameter(String(name.dropFirst(6))) : .step(String(name)), range)
    }
    return nil
  }
}
