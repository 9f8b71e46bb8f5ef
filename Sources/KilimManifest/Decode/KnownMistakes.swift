package import KilimModel

/// What was found wrong in single fields, against which later findings are held: a mistake is
/// reported once, not again in everything that follows from it.
package struct KnownMistakes {
  private var lines: Set<Line> = []
  /// Fields that have no value, or not the one that was meant.
  private var fields: Set<String> = []

  private struct Line: Hashable {
    var file: String
    var number: Int
  }

  package init(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where diagnostic.severity == .error {
      if let span = diagnostic.span { lines.insert(Line(file: span.file, number: span.line)) }
      // `spec.batchLogicalQueues[0]` is a mistake in `batchLogicalQueues`.
      let name = diagnostic.path.split(separator: ".").last?.prefix { $0 != "[" }
      if let name { fields.insert("`\(name)`") }
    }
  }

  /// Whether a later finding follows from what is known: it stands on the same line, speaks of a
  /// field that is wrong, or misses what may have been lost with one.
  package func explain(_ diagnostic: Diagnostic) -> Bool {
    if diagnostic.code == .missingValue { return true }
    if let span = diagnostic.span, lines.contains(Line(file: span.file, number: span.line)) {
      return true
    }
    if fields.contains("`runtime`"), diagnostic.code.judgesByRuntime { return true }
    return fields.contains { diagnostic.message.contains($0) }
  }
}

extension DiagnosticCode {
  /// Whether it says what one runtime, or the one that is usual, does not allow.
  fileprivate var judgesByRuntime: Bool {
    switch self {
    case .runtimeNotOffered, .impossibleCombination, .unknownOption, .reservedOption,
      .invalidOption:
      true
    default: false
    }
  }
}
