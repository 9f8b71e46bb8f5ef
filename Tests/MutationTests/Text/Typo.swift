import KilimTestSupport

/// Ways in which people misspell a word, hard ones included.
enum Typo: CaseIterable {
  case drop, double, swap, neighbour, first, capital, small, snake, plural

  /// Nil where the word allows no such slip.
  func of(_ word: String, _ generator: inout SeededGenerator) -> String? {
    var letters = Array(word)
    let places = letters.indices.filter { letters[$0].isASCII && letters[$0].isLetter }
    guard let place = places.randomElement(using: &generator), letters.count > 1 else { return nil }
    switch self {
    case .drop:
      // What is left has to be recognisable.
      guard letters.count > 2 else { return nil }
      letters.remove(at: place)
    case .double: letters.insert(letters[place], at: place)
    case .swap:
      let pairs = letters.indices.dropLast().filter { letters[$0] != letters[$0 + 1] }
      guard let left = pairs.randomElement(using: &generator) else { return nil }
      letters.swapAt(left, left + 1)
    case .neighbour:
      guard let key = Self.neighbour(of: letters[place], &generator) else { return nil }
      letters[place] = key
    case .first:
      guard letters.count > 2, let key = Self.neighbour(of: letters[0], &generator) else {
        return nil
      }
      letters[0] = key
    case .capital: letters[0] = Character(letters[0].uppercased())
    case .small: letters = letters.map { Character($0.lowercased()) }
    case .snake: letters = Self.snake(letters)
    case .plural:
      if letters.last == "s" { letters.removeLast() } else { letters.append("s") }
      guard letters.count > 2 else { return nil }
    }
    return String(letters) == word ? nil : String(letters)
  }

  private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"].map(Array.init)

  private static func neighbour(
    of letter: Character, _ generator: inout SeededGenerator
  ) -> Character? {
    let small = Character(letter.lowercased())
    for row in rows {
      guard let index = row.firstIndex(of: small) else { continue }
      let near = [index - 1, index + 1].filter(row.indices.contains)
      guard let choice = near.randomElement(using: &generator) else { return nil }
      return letter.isUppercase ? Character(row[choice].uppercased()) : row[choice]
    }
    return nil
  }

  /// `execSystemId` as `exec_system_id`, `SKIP_ON_FAIL` as `SKIP-ON-FAIL`.
  private static func snake(_ letters: [Character]) -> [Character] {
    if letters.contains("_") { return letters.map { $0 == "_" ? "-" : $0 } }
    var result: [Character] = []
    for (index, letter) in letters.enumerated() {
      if letter.isUppercase, index > 0, letters[index - 1].isLowercase { result.append("_") }
      result.append(Character(letter.lowercased()))
    }
    return result
  }
}
