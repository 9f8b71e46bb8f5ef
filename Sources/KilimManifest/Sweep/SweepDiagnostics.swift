package import KilimModel

/// Diagnostics of a template that was compiled as a job of its own, in the words and at the places
/// of the sweep's document.
package struct SweepDiagnostics: Sendable {
  private let names: [String]
  private let source: DocumentSource?

  package init(names: [String], source: DocumentSource?) {
    self.names = names
    self.source = source
  }

  package func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] { diagnostics.map(located) }

  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var located = diagnostic
    located.message = words(diagnostic.message)
    located.hint = diagnostic.hint.map(words)
    located.part = diagnostic.part.map(words)
    // What has a place already stands in the document of an App or a System.
    guard diagnostic.span == nil else { return located }
    if located.path.hasPrefix("spec."), !located.path.hasPrefix("spec.template") {
      located.path = "spec.template." + located.path.dropFirst(5)
    }
    return located.located(in: source)
  }

  private func words(_ text: String) -> String {
    PointMark.replaced(in: text) { number in
      if number == 0 { return "POSITION" }
      return number <= names.count ? "${sweep.\(names[number - 1])}" : nil
    }
  }
}
