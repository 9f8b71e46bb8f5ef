/// Header text beyond ASCII (RFC 2047).
enum EncodedWords {
  /// RFC 2047: a line with encoded words has at most 76 characters, 12 of them around each word.
  private static let lineCharacters = 76 - 12

  /// - Parameter nameLength: the characters that the header's name takes on its line.
  static func header(_ text: String, nameLength: Int) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let isPlain = clean.utf8.allSatisfy { $0 < 0x80 } && !clean.contains("=?")
    // RFC 5322: a line has at most 78 characters; folding plain text could only be at blanks.
    guard !isPlain || clean.utf8.count + nameLength > 78 else { return clean }
    return words(clean, nameLength).map { "=?utf-8?B?\(Base64.encoded($0))?=" }.joined(
      separator: "\r\n ")
  }

  /// Pieces that hold whole characters, the first beside the name, the others behind a blank.
  private static func words(_ text: String, _ nameLength: Int) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      let room = (lineCharacters - (words.count == 1 ? nameLength : 1)) / 4 * 3
      if words[words.count - 1].count + bytes.count > room { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words
  }
}
