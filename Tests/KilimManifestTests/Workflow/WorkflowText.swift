import KilimModel
import Testing

@testable import KilimManifest

/// Workflows as text, for tests.
enum WorkflowText {
  struct NoWorkflow: Error {}

  static func manifest(_ steps: String) -> String {
    """
    apiVersion: kilim/v1
    kind: Workflow
    metadata: {name: pipe}
    spec:
      steps:
    \(steps)

    """
  }

  /// A step that is a Job with one argument.
  static func job(_ name: String, _ more: String = "", arg: String = "x") -> String {
    """
        - name: \(name)
          \(more.isEmpty ? "allowFailure: false" : more)
          job:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: a, arg: "\(arg)"}]}
            results: [{name: accuracy, file: m.json, json: .a}]

    """
  }

  static func document(_ steps: String) throws -> (spec: WorkflowSpec, source: DocumentSource) {
    let loaded = ManifestText.load(manifest(steps))
    #expect(loaded.diagnostics == [])
    guard let document = loaded.documents.first, case .workflow(let spec) = document.spec else {
      throw NoWorkflow()
    }
    return (spec, document.source)
  }

  static func spec(_ steps: String) throws -> WorkflowSpec { try document(steps).spec }

  static func structure(_ steps: String) throws -> WorkflowStructure {
    let (spec, source) = try document(steps)
    let (structure, diagnostics) = WorkflowStructure.of(spec, source: source)
    #expect(diagnostics == [])
    return try #require(structure)
  }

  /// What is wrong, a line each, with the piece of the text that the span covers.
  static func problems(_ steps: String) throws -> [String] {
    let (spec, source) = try document(steps)
    let lines = manifest(steps).split(separator: "\n", omittingEmptySubsequences: false)
    return WorkflowStructure.of(spec, source: source).diagnostics.map { diagnostic in
      var place = "nowhere"
      if let span = diagnostic.span, span.line == span.endLine {
        place = String(
          lines[span.line - 1].dropFirst(span.column - 1).prefix(span.endColumn - span.column))
      }
      return "\(diagnostic.line) at \(place)"
    }
  }
}
