import KilimTestSupport

/// Texts of characters that some format takes for something else.
enum RandomText {
  private static let pieces = [
    "<", "&", ">", "\"", "'", "]]>", "<!--", "-->", "&amp;", "\u{0}", "\u{1}", "\u{7F}", "\u{9F}",
    "\n", "\r", "\r\n", "\t", ",", ";", "\\", "`", "é", "e\u{301}", "日", "👩‍👧", "\u{FFFE}",
    "\u{FFFF}",
    "\u{202E}", "a", "Z", "0", " ", "|", "#", "{", "}", "[", "]", "=", "%", "$",
  ]

  static func any(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }
}
