package import KilimModel

/// All that is known of a code: what it means, a mistake of that kind, what is printed for it, and
/// the mistake corrected. The texts are those of `specs/diagnostics.md`.
package struct DiagnosticPage: Sendable, Hashable {
  package var code: DiagnosticCode
  package var wrong: String
  package var output: String
  package var right: String

  package init(_ code: DiagnosticCode) {
    let texts = DiagnosticTexts.of(code)
    self.code = code
    (wrong, output, right) = (texts.wrong, texts.output, texts.right)
  }

  /// `K0202 unknownField: error` and its meaning.
  package var title: String { "\(code.rawValue) \(code): \(code.severity.rawValue)" }

  package var text: String {
    """
    \(code.meaning)

    Wrong:

    \(wrong.indentedByTwo)
    Printed:

    \(output.indentedByTwo)
    Right:

    \(right.indentedByTwo)
    """
  }

  package var markdown: String {
    let language = wrong.hasPrefix("{") ? "json" : "yaml"
    return """
      \(code.meaning)

      ```\(language)
      \(wrong)```

      ```text
      \(output)```

      Right:

      ```\(language)
      \(right)```

      """
  }
}

extension String {
  fileprivate var indentedByTwo: String {
    split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      $0.isEmpty ? "\n" : "  \($0)\n"
    }.joined()
  }
}
