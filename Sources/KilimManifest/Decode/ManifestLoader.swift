package enum ManifestLoader {
  /// Reads and decodes every document of `files`, in their order.
  package static func load(_ files: [SourceFile]) -> LoadedManifests {
    LoadedManifests()
  }
}
