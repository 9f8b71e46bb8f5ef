import KilimTestSupport

/// Whether a text is well-formed XML, as far as our pictures use it: elements, attributes in double
/// quotes, texts with the five entities.
enum WellFormed {
  static func check(_ text: String) throws {
    var open: [Substring] = []
    var rest = text[...]
    for scalar in text.unicodeScalars where !isAllowed(scalar) {
      throw TestFailure("U+\(String(scalar.value, radix: 16)) is not allowed in XML")
    }
    while let start = rest.firstIndex(of: "<") {
      try checkEntities(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else { throw TestFailure("< without >") }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      guard !tag.contains("<") else { throw TestFailure("< inside <\(tag)>") }
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }
      guard !name.isEmpty else { throw TestFailure("<\(tag)> has no name") }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { throw TestFailure("</\(name)> closes something else") }
      } else {
        try checkAttributes(tag.dropFirst(name.count))
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    guard open.isEmpty, rest.allSatisfy(\.isWhitespace) else {
      throw TestFailure("something is left open: \(open) \(rest)")
    }
  }

  private static func checkAttributes(_ text: Substring) throws {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { throw TestFailure("a quote too many in \(text)") }
    for (index, part) in parts.enumerated() {
      if index % 2 == 1 {
        try checkEntities(part)
      } else if index < parts.count - 1 {
        guard part.hasPrefix(" "), part.hasSuffix("=") else { throw TestFailure("odd: \(text)") }
      }
    }
  }

  private static func checkEntities(_ text: Substring) throws {
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(of: "&") {
      rest = rest[start...]
      let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
      guard entities.contains(where: { rest.starts(with: $0.unicodeScalars) }) else {
        throw TestFailure("a bare & in \(text)")
      }
      rest = rest.dropFirst()
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || (scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF)
  }
}
