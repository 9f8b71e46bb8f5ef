/// Text that cannot disturb a terminal, and how wide it is there.
enum SafeText {
  /// One line: line ends become blanks, control characters the replacement character.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDisturbing) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      safe.append(
        scalar == "\n" || scalar == "\t" ? " " : isDisturbing(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(safe)
  }

  /// Control characters, and those that turn the direction of writing.
  static func isDisturbing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Columns that a character takes on a terminal.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    // The wide blocks of Unicode Standard Annex 11.
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
