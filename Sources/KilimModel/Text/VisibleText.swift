extension String {
  /// The text on one line, with nothing in it that a terminal would obey.
  ///
  /// Messages and logs may hold what a job printed: its control characters must not reach the
  /// user's terminal.
  package var onOneLine: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": text += " "
      case _ where Self.isControl(scalar): text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}
