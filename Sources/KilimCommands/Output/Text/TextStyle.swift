/// How a piece of text looks on a terminal.
enum TextStyle: Hashable, CaseIterable {
  case plain, bold, dim, red, green, yellow, blue

  fileprivate var code: String {
    switch self {
    case .plain: "0"
    case .bold: "1"
    case .dim: "2"
    case .red: "31"
    case .green: "32"
    case .yellow: "33"
    case .blue: "34"
    }
  }
}

/// Turns styles into terminal sequences, or into nothing.
struct Paint: Hashable {
  var isColoured: Bool

  static let none = Paint(isColoured: false)

  func callAsFunction(_ text: String, _ style: TextStyle) -> String {
    guard isColoured, style != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(style.code)m\(text)\u{1B}[0m"
  }
}
