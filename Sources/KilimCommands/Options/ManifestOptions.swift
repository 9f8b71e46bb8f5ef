import ArgumentParser

/// `-f`.
struct ManifestOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: "A manifest, a directory of them, or - for standard input; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []

  /// Also what stands behind `-f` when the shell expanded a glob: `-f jobs/*.yaml`.
  @Argument(help: .hidden, completion: .file(extensions: ["yaml", "yml", "json"]))
  var more: [String] = []

  var paths: [String] { files + more }

  /// The plan of `apply plan.json`; nil for manifests.
  var reviewedPlan: String? { files.isEmpty && more.count == 1 ? more[0] : nil }

  /// For commands that read manifests only.
  func requireManifests() throws {
    if reviewedPlan != nil { throw ValidationError("say what to read: -f FILE or -f DIRECTORY") }
  }

  func validate() throws {
    if files.isEmpty, reviewedPlan == nil {
      throw ValidationError("say what to read: -f FILE, -f DIRECTORY or -f - for standard input")
    }
  }
}
