import KilimModel

package enum ManifestLoader {
  /// Reads and decodes every document of `files`, in their order.
  ///
  /// All problems are reported at once, one diagnostic for a mistake. Two documents of one name are
  /// not looked for here.
  package static func load(_ files: [SourceFile]) -> LoadedManifests {
    var loaded = LoadedManifests()
    for file in files { load(file, into: &loaded) }
    if loaded.documents.isEmpty, loaded.diagnostics.isEmpty, let problem = nothing(in: files) {
      loaded.diagnostics.append(problem)
    }
    return loaded
  }

  private static func load(_ file: SourceFile, into loaded: inout LoadedManifests) {
    let composed = ComposedFile(file)
    var diagnostics = composed.diagnostics
    defer { loaded.diagnostics += diagnostics.inSourceOrder }
    if !composed.isComplete { loaded.isComplete = false }
    for document in composed.documents {
      guard !document.isDamaged else {
        loaded.isComplete = false
        continue
      }
      DocumentDecoder.decode(document.root, in: composed.tree) { decoded in
        diagnostics += decoded.diagnostics
        add(decoded, document, to: &loaded)
      }
    }
  }

  private static func add(
    _ decoded: DecodedDocument, _ document: ComposedFile.Document,
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

  private static func nothing(in files: [SourceFile]) -> Diagnostic? {
    guard !files.isEmpty else { return nil }
    let names = files.prefix(3).map(\.name).joined(separator: ", ")
    return Diagnostic(
      .nothingToApply, "there is no document in \(names)\(files.count > 3 ? ", ..." : "")",
      hint: "a document begins with `apiVersion: kilim/v1`; `kilim init` writes an example")
  }
}

extension [Diagnostic] {
  /// By line and column; what stands at one place keeps its order.
  fileprivate var inSourceOrder: [Diagnostic] {
    let places = enumerated().map { index, diagnostic in
      (diagnostic.span?.line ?? 0, diagnostic.span?.column ?? 0, index)
    }
    return places.sorted(by: <).map { self[$0.2] }
  }
}
