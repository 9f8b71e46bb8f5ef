/// Recognises text that its author meant to be replaced.
enum Placeholder {
  private static let words = [
    "changeme", "change_me", "change-me", "replace_me", "replaceme", "fixme", "your_", "your-",
    "{{",
  ]

  static func isIn(_ text: String) -> Bool {
    let lower = text.lowercased()
    return words.contains { lower.contains($0) } || hasAngleBrackets(lower)
  }

  /// `<PUT NAME HERE>`, but no redirection and no comparison.
  private static func hasAngleBrackets(_ text: String) -> Bool {
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: ">") else { return false }
      let inner = rest[..<close]
      if let first = inner.first, first.isLetter,
        inner.allSatisfy({ $0.isLetter || $0.isNumber || " _-.".contains($0) })
      {
        return true
      }
    }
    return false
  }
}
