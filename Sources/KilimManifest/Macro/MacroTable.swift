import KilimModel

/// The macros of one run that have a value.
struct MacroTable: Sendable {
  private var values = [String?](repeating: nil, count: MacroName.allCases.count)

  subscript(macro: MacroName) -> String? {
    get { values[macro.rawValue] }
    set { values[macro.rawValue] = newValue }
  }

  /// The variables that carry the macros into the run, sorted without case.
  var variables: [PlannedVariable] {
    MacroName.allCases.compactMap { macro in
      self[macro].map { PlannedVariable(macro.environmentKey, $0) }
    }
  }

  /// The lenient engine (Tapis reference, section 4.2): one pass, macros without a value and
  /// everything else that looks like one stay as they are.
  func replace(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text[...]
    while let range = rest.macroStart {
      // No further than a name goes: a text full of `${` takes no longer than any other.
      let ahead = rest.utf8[range.upperBound...].prefix(MacroName.longestName + 1)
      guard let end = ahead.firstIndex(of: UInt8(ascii: "}")),
        let value = MacroName(rest[range.upperBound..<end]).flatMap({ self[$0] })
      else {
        result += rest[..<range.upperBound]
        rest = rest[range.upperBound...]
        continue
      }
      result += rest[..<range.lowerBound]
      result += value
      rest = rest[rest.utf8.index(after: end)...]
    }
    return result + rest
  }
}

extension Substring {
  /// The first `${`.
  var macroStart: Range<Index>? {
    var index = startIndex
    while let dollar = utf8[index...].firstIndex(of: UInt8(ascii: "$")) {
      let next = utf8.index(after: dollar)
      guard next < endIndex else { return nil }
      if utf8[next] == UInt8(ascii: "{") { return dollar..<utf8.index(after: next) }
      index = next
    }
    return nil
  }
}
