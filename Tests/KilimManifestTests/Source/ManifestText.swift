import KilimManifest

/// Manifests as text, for tests.
enum ManifestText {
  static let job = """
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: sleep}
    spec:
      appId: sleep
      appVersion: "1"

    """

  static func load(_ text: String, name: String = "a.yaml") -> LoadedManifests {
    ManifestLoader.load([SourceFile(name: name, directory: "/d", bytes: Array(text.utf8))])
  }
}
