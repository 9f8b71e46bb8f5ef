/// A word that begins with a dash, taken apart at its `=`.
struct OptionWord {
  /// The pieces of a word.
  typealias Pieces = [WordSplitter.Piece]

  /// All before the first `=`, with its dashes.
  let name: String
  /// What follows the `=`; nil without one.
  let value: Pieces?
  /// Whether a variable stands before the `=`.
  let hidesName: Bool
  let pieces: Pieces

  /// Nil for a word that does not begin with a dash.
  init?(_ pieces: Pieces) {
    guard pieces.first?.literal?.utf8.first == UInt8(ascii: "-") else { return nil }
    self.pieces = pieces
    var name = ""
    for (index, piece) in pieces.enumerated() {
      guard let text = piece.literal else {
        (self.name, value, hidesName) = (name, nil, true)
        return
      }
      guard let end = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
        name += text
        continue
      }
      name += text[..<end]
      let rest = piece.with(String(text[text.utf8.index(after: end)...]))
      (self.name, hidesName) = (name, false)
      value = Self.joined(rest, pieces[(index + 1)...])
      return
    }
    (self.name, value, hidesName) = (name, nil, false)
  }

  var isLong: Bool { name.hasPrefix("--") }

  /// What follows `-x` in the same word.
  var afterLetter: Pieces {
    guard let text = pieces.first?.literal else { return [] }
    return Self.joined(pieces[0].with(String(text.dropFirst(2))), pieces.dropFirst())
  }

  private static func joined(_ first: WordSplitter.Piece, _ rest: ArraySlice<WordSplitter.Piece>)
    -> Pieces
  {
    first.literal?.isEmpty == true ? Array(rest) : [first] + rest
  }
}

extension WordSplitter.Piece {
  /// The text of a piece that is no variable.
  var literal: String? {
    switch self {
    case .text(let text), .singleQuoted(let text): text
    case .variable: nil
    }
  }

  /// A piece of the same kind with another text.
  fileprivate func with(_ text: String) -> Self {
    switch self {
    case .singleQuoted: .singleQuoted(text)
    case .text, .variable: .text(text)
    }
  }
}
