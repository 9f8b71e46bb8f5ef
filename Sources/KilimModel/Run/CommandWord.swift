/// One word of a command line: text, with `$NAME` left to be filled in on the execution host.
///
/// An expansion never splits into several words and is never scanned again, as inside double
/// quotes in a POSIX shell.
package struct CommandWord: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case text(String)
    case variable(String)
  }
  package var parts: [Part]

  package init(parts: [Part]) { self.parts = parts }
  package init(_ text: String) { parts = [.text(text)] }

  package var hasVariables: Bool {
    parts.contains { if case .variable = $0 { true } else { false } }
  }

  /// The word with its variables filled in; a variable that is not set is empty.
  package func expanded(_ value: (String) -> String?) -> String {
    if parts.count == 1, case .text(let text) = parts[0] { return text }
    return parts.reduce(into: "") { word, part in
      switch part {
      case .text(let text): word += text
      case .variable(let name): word += value(name) ?? ""
      }
    }
  }
}

extension [CommandWord] {
  /// Without the words that are framed as absent: those of arguments that a point goes without.
  var withoutAbsentArguments: [CommandWord]? {
    guard contains(where: { $0.has(.absentStart) }) else { return self }
    var words: [CommandWord] = []
    var isAbsent = false
    for word in self {
      if word.has(.absentStart) { isAbsent = true }
      if !isAbsent { words.append(word) }
      if word.has(.absentEnd) { isAbsent = false }
    }
    return words
  }
}

extension CommandWord {
  fileprivate func has(_ frame: PointMark.Frame) -> Bool {
    parts.contains { part in
      // Bytes are quick to look through, and most words have none of these.
      guard case .text(let text) = part, text.utf8.contains(PointMark.lead) else { return false }
      return text.unicodeScalars.contains { scalar in
        PointMark.number(of: scalar).flatMap(PointMark.frame) == frame
      }
    }
  }
}
