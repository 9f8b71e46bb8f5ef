/// Colours from low to high that all kinds of colour vision order alike, and grey, too (viridis).
enum ColourScale {
  private static let stops: [(Double, Double, Double)] = [
    (68, 1, 84), (72, 36, 117), (65, 68, 135), (53, 95, 141), (42, 120, 142), (33, 145, 140),
    (34, 168, 132), (68, 191, 112), (122, 209, 81), (189, 223, 38), (253, 231, 37),
  ]

  private static func components(_ place: Double) -> (Double, Double, Double) {
    let position = min(max(place, 0), 1) * Double(stops.count - 1)
    let index = min(stops.count - 2, Int(position))
    let (from, to, part) = (stops[index], stops[index + 1], position - Double(index))
    return (
      from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part,
      from.2 + (to.2 - from.2) * part
    )
  }

  /// - Parameter place: 0 to 1.
  static func colour(_ place: Double) -> String {
    let parts = components(place)
    return "#" + [parts.0, parts.1, parts.2].map { hexadecimal($0) }.joined()
  }

  /// Black or white, whichever is easier to read on the colour.
  static func ink(on place: Double) -> String {
    let parts = components(place)
    return 0.299 * parts.0 + 0.587 * parts.1 + 0.114 * parts.2 > 130 ? "#000" : "#fff"
  }

  private static func hexadecimal(_ value: Double) -> String {
    let text = String(Int(value.rounded()), radix: 16)
    return text.utf8.count < 2 ? "0" + text : text
  }
}
