import KilimManifest
import KilimModel

/// Checks one document against all definitions; a job is compiled for that.
struct DocumentCheck: Sendable {
  let factory: RunFactory
  /// A reference to an object that was not given is no error.
  let isolated: Bool

  func check(_ document: ManifestDocument) -> RunFactory.Compiled {
    guard case .job(let spec) = document.spec else {
      return RunFactory.Compiled(
        diagnostics: DefinitionValidator.validate(
          document, catalog: factory.catalog, isolated: isolated))
    }
    return factory.compile(
      spec, metadata: document.metadata, source: document.source,
      directory: document.source.directory, isolated: isolated)
  }
}

/// The other mistakes of documents that have some already.
enum FurtherMistakes {
  /// Without what may follow from the known ones: what stands in their lines, what is missing.
  static func among(_ found: [Diagnostic], beside known: [Diagnostic]) -> [Diagnostic] {
    guard !found.isEmpty else { return [] }
    let places = Set(known.compactMap { $0.span.map(Place.init) })
    return found.filter { diagnostic in
      diagnostic.code != .missingValue && diagnostic.code != .missingField
        && diagnostic.span.map { !places.contains(Place($0)) } ?? true
    }
  }

  private struct Place: Hashable {
    var file: String
    var line: Int

    init(_ span: SourceSpan) {
      file = span.file
      line = span.line
    }
  }
}
