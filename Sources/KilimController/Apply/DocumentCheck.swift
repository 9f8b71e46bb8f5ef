import KilimManifest
import KilimModel

/// Checks one document against all definitions; a job is compiled for that.
struct DocumentCheck: Sendable {
  let factory: RunFactory
  /// A reference to an object that was not given is no error.
  let isolated: Bool
  /// What becomes of jobs that compile and that this version cannot run.
  var unsupported = ExecutionSupport.Policy.ignore

  /// A sweep's template, its space and the values of its points.
  func facts(
    of spec: SweepSpec, _ document: ManifestDocument
  ) -> (facts: SweepFacts?, diagnostics: [Diagnostic]) {
    let (compiled, diagnostics) = factory.compile(
      spec, name: document.name, metadata: document.metadata, source: document.source,
      directory: document.source.directory, isolated: isolated, unsupported: unsupported)
    guard let compiled else { return (nil, diagnostics) }
    let (facts, problem) = SweepFacts.of(
      spec, compiled, inspector: factory.inspector, source: document.source)
    return (facts, diagnostics + [problem].compactMap(\.self))
  }

  func check(_ document: ManifestDocument) -> RunFactory.Compiled {
    if case .sweep(let spec) = document.spec {
      return RunFactory.Compiled(diagnostics: facts(of: spec, document).diagnostics)
    }
    if case .workflow(let spec) = document.spec {
      return RunFactory.Compiled(
        diagnostics: factory.check(
          spec, name: document.name, metadata: document.metadata, source: document.source,
          directory: document.source.directory, isolated: isolated, unsupported: unsupported)
          + [ExecutionSupport.diagnostic(spec, document.source, unsupported)].compactMap(\.self))
    }
    guard case .job(let spec) = document.spec else {
      return RunFactory.Compiled(
        diagnostics: DefinitionValidator.validate(
          document, catalog: factory.catalog, isolated: isolated))
    }
    return factory.compile(
      spec, metadata: document.metadata, source: document.source,
      directory: document.source.directory, isolated: isolated, unsupported: unsupported)
  }
}

/// The other mistakes of documents that have some already.
enum FurtherMistakes {
  /// Without what may follow from the known ones.
  static func among(_ found: [Diagnostic], beside known: [Diagnostic]) -> [Diagnostic] {
    guard !found.isEmpty else { return [] }
    let known = KnownMistakes(known)
    return found.filter { !known.explain($0) }
  }
}
