import KilimManifest
import KilimModel

/// Manifests as text, through reader, validator and compiler as `validate` does it.
enum ManifestBench {
  static let directory = "/jobs"

  /// Every diagnostic of a text, as one line with its place and the text there.
  static func complaints(
    _ text: String, files: [String: FileKind] = [:], isolated: Bool = false
  ) -> [String] {
    let source = SourceFile(name: "a.yaml", directory: directory, bytes: Array(text.utf8))
    return diagnostics([source], files, isolated).map { diagnostic in
      let place = diagnostic.span.map { span in
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)[span.line - 1]
        let end = span.endLine == span.line ? span.endColumn - 1 : line.count
        let excerpt = line.prefix(end).dropFirst(span.column - 1)
        return " @\(span.line):\(span.column) '\(excerpt)'"
      }
      return diagnostic.line + (place ?? " @nowhere")
    }
  }

  static func diagnostics(
    _ sources: [SourceFile], _ files: [String: FileKind] = [:], _ isolated: Bool = false
  ) -> [Diagnostic] {
    let loaded = ManifestLoader.load(sources)
    let facts = Workbench.facts([:])
    var catalog = Catalog(
      systems: [
        "local": Catalog.localSystem(facts: facts, defaultWorkingDirectory: "/work")
      ])
    catalog.rejected = loaded.rejected
    for document in loaded.documents { catalog.add(document) }
    var diagnostics = loaded.diagnostics + DuplicateObjects.check(loaded.documents)
    for document in loaded.documents {
      diagnostics += DefinitionValidator.validate(document, catalog: catalog, isolated: isolated)
      guard case .job(let job) = document.spec, let uuid = RunUUID(Workbench.uuidText) else {
        continue
      }
      let context = CompileContext(
        uuid: uuid, created: Timestamp(milliseconds: 0), facts: facts,
        inspector: FileTable(files: files, contents: [:]), isolated: isolated)
      diagnostics +=
        JobCompiler.compile(
          job, metadata: document.metadata, source: document.source,
          directory: document.source.directory, catalog: catalog, context: context
        ).diagnostics
    }
    return diagnostics.withoutRepeats
  }
}
