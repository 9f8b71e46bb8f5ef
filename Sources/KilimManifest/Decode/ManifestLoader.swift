package import KilimModel

package enum ManifestLoader {
  /// Reads and decodes every document of `sources`, in their order.
  ///
  /// All problems are reported at once, one diagnostic for a mistake. Two documents of one name are
  /// not looked for here.
  ///
  /// - Parameter chunkSize: in bytes; the result does not depend on it.
  package static func load(
    _ sources: [any ManifestSource], chunkSize: Int = ChunkCutter.usualSize
  ) -> LoadedManifests {
    var reader = ChunkReader(sources, chunkSize: chunkSize)
    var results = ChunkResults<LoadedManifests>(fileCount: sources.count)
    while let piece = reader.next() {
      let loaded = read(piece.content)
      results.add(piece, loaded.outcome, loaded.content)
    }
    return join(results, of: sources)
  }

  /// Reads and decodes what was read of a file.
  package static func read(_ content: Result<SourceChunk, UnreadableSource>) -> LoadedChunk {
    switch content {
    case .success(let chunk): return read(chunk)
    case .failure(let error):
      var loaded = LoadedChunk()
      loaded.outcome = ChunkOutcome(error)
      return loaded
    }
  }

  /// - Parameter mostErrors: the rest is left alone after so many syntax errors.
  package static func read(
    _ chunk: SourceChunk, mostErrors: Int = Composer.mostSyntaxErrors
  ) -> LoadedChunk {
    var loaded = LoadedChunk()
    if let problem = SourceCheck.problem(of: chunk) {
      loaded.outcome = ChunkOutcome(problem.refusal, problem.diagnostic)
      return loaded
    }
    let composed = ComposedChunk(chunk, mostErrors: mostErrors)
    loaded.outcome.syntaxErrors = composed.syntaxErrors
    loaded.content.isComplete = composed.syntaxErrors == 0
    loaded.content.diagnostics = composed.diagnostics
    for document in composed.documents { decode(document, composed.tree, into: &loaded.content) }
    return loaded
  }

  private static func decode(
    _ document: ComposedChunk.Document, _ tree: NodeTree, into loaded: inout LoadedManifests
  ) {
    guard !document.isDamaged else {
      loaded.isComplete = false
      return
    }
    DocumentDecoder.decode(document.root, in: tree) { decoded in
      loaded.diagnostics += decoded.diagnostics
      add(decoded, document, to: &loaded)
    }
  }

  private static func add(
    _ decoded: DecodedDocument, _ document: ComposedChunk.Document,
    to loaded: inout LoadedManifests
  ) {
    if let sound = decoded.document, !document.hasProblem {
      loaded.documents.append(sound)
      return
    }
    if let name = decoded.name, !name.name.hasSuffix("@") {
      loaded.rejected.insert(name)
    } else {
      loaded.isComplete = false
    }
    if let flawed = decoded.flawed ?? decoded.document { loaded.flawed.append(flawed) }
  }

  /// Puts together what was read of each chunk.
  package static func join(
    _ results: ChunkResults<LoadedManifests>, of sources: [any ManifestSource]
  ) -> LoadedManifests {
    var loaded = LoadedManifests()
    for file in results.files(again: { read($0, mostErrors: $1).content }) {
      switch file {
      case .refused(let reason):
        loaded.diagnostics.append(reason)
        loaded.isComplete = false
      case .read(let parts): loaded.append(parts)
      }
    }
    if loaded.documents.isEmpty, loaded.diagnostics.isEmpty, let problem = nothing(in: sources) {
      loaded.diagnostics.append(problem)
    }
    return loaded
  }

  /// The problem that there is nothing to do; nil without files, which is another one.
  package static func nothing(in sources: [any ManifestSource]) -> Diagnostic? {
    guard !sources.isEmpty else { return nil }
    let names = sources.prefix(3).map(\.name).joined(separator: ", ")
    return Diagnostic(
      .nothingToApply, "there is no document in \(names)\(sources.count > 3 ? ", ..." : "")",
      hint: "a document begins with `apiVersion: kilim/v1`; `kilim init` writes an example")
  }
}

extension LoadedManifests {
  /// Adds the chunks of one file.
  fileprivate mutating func append(_ parts: [LoadedManifests]) {
    for part in parts {
      documents += part.documents
      flawed += part.flawed
      rejected.formUnion(part.rejected)
      isComplete = isComplete && part.isComplete
    }
    diagnostics += parts.flatMap(\.diagnostics).inSourceOrder
  }
}

extension [Diagnostic] {
  /// By line and column; what stands at one place keeps its order.
  package var inSourceOrder: [Diagnostic] {
    guard count > 1 else { return self }
    let places = enumerated().map { index, diagnostic in
      (diagnostic.span?.line ?? 0, diagnostic.span?.column ?? 0, index)
    }
    return places.sorted(by: <).map { self[$0.2] }
  }
}
