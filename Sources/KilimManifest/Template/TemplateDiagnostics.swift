package import KilimModel

/// Diagnostics of a template that was compiled as a job of its own, in the words and at the places
/// of the document that it stands in.
package struct TemplateDiagnostics: Sendable {
  private let names: [String]
  private let references: [StepReference]
  private let path: String
  private let source: DocumentSource?

  /// - Parameter path: where the Job stands in the document.
  package init(_ template: JobTemplate, source: DocumentSource?) {
    self.init(
      names: template.names, references: template.references, path: template.path, source: source)
  }

  package init(
    names: [String], references: [StepReference] = [], path: String = "spec.template",
    source: DocumentSource?
  ) {
    self.names = names
    self.references = references
    self.path = path
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
    if located.path.hasPrefix("spec."), !located.path.hasPrefix(path) {
      located.path = path + "." + located.path.dropFirst(5)
    }
    return located.located(in: source)
  }

  private func words(_ text: String) -> String {
    let text = StepFilling.filled(text) { index in
      guard references.indices.contains(index) else { return nil }
      return .init("${\(references[index])}", of: references[index])
    }
    return PointMark.replaced(in: text) { number in
      if number == 0 { return "POSITION" }
      if PointMark.frame(ofNumber: number) != nil { return "" }
      return number <= names.count ? "${sweep.\(names[number - 1])}" : nil
    }
  }
}
