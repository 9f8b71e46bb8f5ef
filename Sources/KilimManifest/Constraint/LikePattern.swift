/// A pattern of LIKE: `%` stands for any text, `_` for one character.
struct LikePattern: Hashable {
  /// Matching takes at most as many steps as both lengths multiplied, so both are bounded.
  static let maximumBytes = 1024

  let text: String
  private let pattern: [Unicode.Scalar]

  /// Nil for a text that is too long.
  init?(_ text: String) {
    guard text.utf8.count <= Self.maximumBytes else { return nil }
    self.text = text
    pattern = Array(text.unicodeScalars)
  }

  /// Whether the whole of a text is as the pattern says; nil for a text that is too long to tell.
  func matches(_ text: String) -> Bool? {
    guard text.utf8.count <= Self.maximumBytes else { return nil }
    let letters = Array(text.unicodeScalars)
    var letter = 0
    var place = 0
    // After the last `%`, and where its text ends so far.
    var retry: (place: Int, letter: Int)?
    while letter < letters.count {
      if place < pattern.count, pattern[place] == "%" {
        place += 1
        retry = (place, letter)
      } else if place < pattern.count, pattern[place] == "_" || pattern[place] == letters[letter] {
        place += 1
        letter += 1
      } else if let last = retry {
        place = last.place
        letter = last.letter + 1
        retry = (last.place, letter)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "%" }
  }
}
