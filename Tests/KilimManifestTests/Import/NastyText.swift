import KilimTestSupport

/// Texts that a careless writer of YAML gets wrong.
enum NastyText {
  private static let pieces = [
    "no", "1.0", "*", ": ", " #", "#", "'", "\"", "\\", "\\u00e9", "\\ud83d\\ude00", "é", "日本",
    "😀", "\n", "\n\n", " ", "  ", "\t", "---", "...", "- ", "? ", "&a", "!!str", "%", "@", "`",
    "{", "}", "[", "]", ",", "|", ">", "~", "null", "true", "0x1F", "0o7", "1e3", "-", ".inf",
    "<<", "=", "\r", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{7F}", "\u{1}",
    "\u{FFFE}", "word", "words and words", "key: value", "2026-01-01", "12:30:45", "+1", "$HOME",
    "e\u{301}", "\u{10FFFD}",
  ]

  static func any(_ random: inout SeededGenerator) -> String {
    let count = random.chance(8) ? 60 : Int.random(in: 0...5, using: &random)
    return (0..<count).reduce(into: "") { text, _ in
      text += pieces.randomElement(using: &random) ?? ""
      if count > 10 { text += " " }
    }
  }
}
