import KilimModel

/// About how wide a text is in a sans-serif font: nobody here can ask the font itself.
enum TextMetrics {
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// The text cut with an ellipsis so that it is no wider: in the middle, since names that are
  /// alike mostly differ at an end.
  static func elided(_ text: String, to limit: Double, size: Double) -> String {
    guard width(text, size: size) > limit else { return text }
    let room = limit - width("…", size: size)
    let front = prefix(of: text, to: room * 0.6, size: size)
    let back = prefix(of: text.reversed(), to: room - width(front, size: size), size: size)
    return front + "…" + String(back.reversed())
  }

  private static func prefix(
    of text: some Sequence<Character>, to limit: Double, size: Double
  ) -> String {
    var kept = ""
    var used = 0.0
    for character in text {
      used += width(String(character), size: size)
      if used > limit { break }
      kept.append(character)
    }
    return kept
  }

  /// The words in lines that are no wider.
  static func wrapped(_ text: String, to limit: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last + " " + word, size: size) <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(elided(String(word), to: limit, size: size))
      }
    }
    return lines
  }

  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'", "|", ".", ",", ":", ";", "!", "I", "\u{2009}": return 0.27
    case "f", "t", "r", "(", ")", "[", "]", "/", "\\", " ", "-", "\"", "`": return 0.34
    case "m", "M", "W", "@", "%": return 0.87
    case "w", "C", "D", "G", "H", "N", "O", "Q", "R", "U", "&": return 0.74
    case "A", "B", "E", "K", "P", "S", "V", "X", "Y", "F", "T", "Z", "L": return 0.66
    case "+", "=", "<", ">", "×", "±", "~": return 0.59
    case "…": return 1
    case _ where scalar.isASCII: return 0.56
    default:
      return scalar.value < 0x1100 ? 0.6 : Double(TextWidth.of(String(scalar))) * 0.56
    }
  }
}
