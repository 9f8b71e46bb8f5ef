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

  func validate() throws {
    if files.isEmpty {
      throw ValidationError("say what to read: -f FILE, -f DIRECTORY or -f - for standard input")
    }
  }
}
