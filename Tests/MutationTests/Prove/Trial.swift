import KilimManifest
import KilimModel

/// One mistake, and what Kilim said to it.
struct Trial {
  var specimen: String
  var mutation: Mutation
  var isRejected: Bool
  var isOnLine: Bool
  /// Nil for a mistake that is no misspelling.
  var isNamed: Bool?
  var isSingle: Bool
  /// Nil where no single text is wrong.
  var isMarked: Bool?
  /// What was printed.
  var output: String

  init(_ mutation: Mutation, number: Int, of specimen: Specimen, _ inspector: Inspector) throws {
    let file = specimen.files[number]
    let bytes = mutation.edits.applied(to: file.bytes)
    let sources = specimen.sources((number, bytes))
    let errors = try inspector.complaints(sources, isIsolated: specimen.isIsolated).filter {
      $0.severity == .error
    }
    self.specimen = file.source.name
    self.mutation = mutation
    isRejected = !errors.isEmpty
    isSingle = errors.count <= 1
    let offsets = mutation.anchors.map(mutation.edits.offset)
    let span = errors.first?.span
    let isInFile = span?.file == file.source.name
    isOnLine = isInFile && offsets.map { bytes.line(at: $0) }.contains(span?.line)
    isNamed = mutation.original.map { errors.first?.names($0) == true }
    isMarked =
      mutation.width == 0
      ? nil
      : isInFile
        && offsets.contains { offset in
          let start = bytes.column(at: offset)
          return span.map { $0.column < start + mutation.width && $0.endColumn > start } == true
        }
    output = DiagnosticRenderer.text(errors, sources: sources, color: false)
  }
}

extension Diagnostic {
  /// Whether the hint offers a spelling.
  fileprivate func names(_ original: String) -> Bool {
    hint?.contains("`\(original)`") == true
  }
}
