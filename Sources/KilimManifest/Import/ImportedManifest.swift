package import KilimModel

/// A Tapis definition rewritten as a manifest.
package struct ImportedManifest: Sendable {
  package var name: ResourceName
  /// Of what it was made, as diagnostics show it.
  package var file: String
  /// One YAML document without `---`, that ends with a line end.
  package var text: String
  /// Whether the text, read again, declares exactly the same. It always should.
  package var isFaithful: Bool
}

package enum TapisImport {
  /// Rewrites documents as commented YAML, in their order.
  ///
  /// Each says the same as its original: equal spec, equal identity. What only the Tapis service
  /// uses is named and left out.
  package static func manifests(of documents: [ManifestDocument]) -> [ImportedManifest] {
    var first: [ResourceName: DocumentSource] = [:]
    let apps = documents.reduce(into: [String: AppSpec]()) { apps, document in
      if case .app(let app) = document.spec { apps[document.name.name] = app }
    }
    return documents.map { document in
      let earlier = first[document.name]
      if earlier == nil { first[document.name] = document.source }
      let text = text(of: document, remarks: ImportRemarks(document, apps: apps), earlier: earlier)
      return ImportedManifest(
        name: document.name, file: document.source.file, text: text,
        isFaithful: isFaithful(text, to: document))
    }
  }

  private static func text(
    of document: ManifestDocument, remarks: ImportRemarks, earlier: DocumentSource?
  ) -> String {
    let kind = document.spec.kind
    var writer = ManifestWriter(remarks: remarks.byPath)
    for line in remarks.heading(of: document, earlier: earlier) { writer.comment(line, indent: 0) }
    writer.line("apiVersion: \(Envelope.version)")
    writer.line("kind: \(kind.rawValue)")
    writer.field(
      "metadata", MetadataDeclaration.type(of: kind).write(document.metadata, .all),
      RecordDescription(MetadataDeclaration.type(of: kind)))
    writer.field("spec", document.specWithoutName, kind.specDescription)
    return writer.text
  }

  private static func isFaithful(_ text: String, to document: ManifestDocument) -> Bool {
    let loaded = ManifestLoader.load([
      SourceFile(
        name: "imported.yaml", directory: document.source.directory, bytes: Array(text.utf8))
    ])
    guard loaded.documents.count == 1, !loaded.diagnostics.hasErrors else { return false }
    let (old, new) = (document, loaded.documents[0])
    return old.metadata == new.metadata && old.spec == new.spec
      && SpecCoding.json(of: old.spec) == SpecCoding.json(of: new.spec)
  }
}

extension ManifestDocument {
  /// The name stands in the metadata.
  var specWithoutName: JSONValue { SpecCoding.json(of: spec).without(spec.kind.nameField) }
}
