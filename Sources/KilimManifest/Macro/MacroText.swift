/// A text of the strict engine, taken apart: `HOST_EVAL($VAR, default)` in front, then text and
/// macros by turns.
struct MacroText: Hashable {
  struct HostEvaluation: Hashable {
    var variable: String
    var fallback: String?
  }
  enum Part: Hashable {
    case text(Substring)
    case macro(Substring)
  }

  var hostEvaluation: HostEvaluation?
  var parts: [Part] = []

  init(_ text: String) throws(MacroError) {
    var rest = text[...]
    if rest.utf8.first == UInt8(ascii: "H"), rest.hasPrefix(Self.hostEvalStart) {
      hostEvaluation = try Self.takeHostEvaluation(from: &rest)
    }
    guard !rest.utf8.contains(UInt8(ascii: "H")) || !rest.contains(Self.hostEvalStart) else {
      throw .misplacedHostEval
    }
    while let start = rest.macroStart {
      guard let end = rest.utf8[start.upperBound...].firstIndex(of: UInt8(ascii: "}")) else {
        throw .unterminated
      }
      let name = rest[start.upperBound..<end]
      guard !name.isBlank else { throw .unnamed }
      if start.lowerBound > rest.startIndex {
        parts.append(.text(rest[..<start.lowerBound]))
      }
      parts.append(.macro(name))
      rest = rest[rest.utf8.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.text(rest)) }
  }

  private static let hostEvalStart = "HOST_EVAL("

  private static func takeHostEvaluation(
    from rest: inout Substring
  ) throws(MacroError) -> HostEvaluation {
    let inside = rest.dropFirst(hostEvalStart.count)
    guard let end = inside.utf8.firstIndex(of: UInt8(ascii: ")")) else { throw .hostEvalSyntax }
    let pieces = inside[..<end].utf8.split(
      separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false
    ).map { Substring($0) }
    var name = pieces[0].trimmingBlanks
    if name.hasPrefix("$") { name = name.dropFirst() }
    guard String(name).isVariableName else { throw .hostEvalSyntax }
    rest = inside[inside.utf8.index(after: end)...]
    return HostEvaluation(
      variable: String(name), fallback: pieces.count > 1 ? String(pieces[1].trimmingBlanks) : nil)
  }
}

extension StringProtocol {
  var isBlank: Bool {
    // Mostly the first byte decides.
    if let first = utf8.first, first > 0x20, first < 0x80 { return false }
    return allSatisfy(\.isWhitespace)
  }

  /// Without blanks at both ends.
  var trimmingBlanks: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
