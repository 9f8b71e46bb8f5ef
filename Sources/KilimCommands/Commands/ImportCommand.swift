import ArgumentParser
import KilimController
import KilimManifest
import KilimModel

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Rewrite the definitions of other programs as manifests.",
    subcommands: [ImportTapisCommand.self])
}

/// Rewrites Tapis JSON as commented YAML manifests that say the same.
struct ImportTapisCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "tapis", abstract: "Rewrite Tapis JSON as commented YAML manifests.",
    discussion: """
      Apps, systems, scheduler profiles and job requests, and saved answers of the service. Without
      --output the manifests go to standard output. Tapis JSON can also be applied as it is.
      """)

  @Argument(
    help: "A file, a directory of them, or - for standard input.",
    completion: .file(extensions: ["json", "yaml", "yml"]))
  var files: [String]
  @Option(
    help: "Write a file for each object: systems/, apps/, jobs/ and profiles/ in this directory.",
    completion: .directory)
  var output: String?
  @Flag(help: "Overwrite files that are there already.")
  var force = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if force, output == nil { throw ValidationError("--force goes with --output DIR") }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(files.withoutRepeats)
    guard input.diagnostics.isEmpty else {
      session.show(input.diagnostics, sources: input.sources)
      return .failed
    }
    let (documents, diagnostics) = try check(input.sources, session)
    session.show(diagnostics, sources: input.sources)
    let wrong = Set(diagnostics.filter { $0.severity == .error }.compactMap { $0.span?.file })
    let sound = documents.filter { !wrong.contains($0.source.file) }
    let manifests = TapisImport.manifests(of: sound)
    if let unfaithful = manifests.first(where: { !$0.isFaithful }) {
      throw CommandFailure(
        .internalFault, "\(unfaithful.name) of \(unfaithful.file) cannot be written as YAML")
    }
    if let output {
      try ImportedTree(manifests, directory: output).write(session.console, overwrites: force)
    } else {
      session.console.write(manifests.map(\.text).joined(separator: "---\n"))
    }
    return diagnostics.hasErrors ? .failed : .done
  }

  /// Each file by itself, as `validate --isolated` does. A definition is sound even when this version
  /// cannot run it; what the import takes care of stands in comments.
  private func check(
    _ files: [any ManifestSource], _ session: Session
  ) throws(CommandFailure) -> (documents: [ManifestDocument], diagnostics: [Diagnostic]) {
    var documents: [ManifestDocument] = []
    var diagnostics: [Diagnostic] = []
    for file in files {
      let result = try engine { () throws(EngineError) in
        try ControlPlane.validate(
          [file], isolated: true, in: nil, surroundings: session.surroundings)
      }
      let loaded = ManifestLoader.load([file])
      let ofReading = Set(loaded.diagnostics)
      documents += loaded.documents
      diagnostics += result.diagnostics.filter { diagnostic in
        switch diagnostic.code {
        case .duplicateObject, .ignoredField: false
        case .unsupportedFeature: ofReading.contains(diagnostic)
        default: true
        }
      }
    }
    return (documents, diagnostics)
  }
}

extension [String] {
  fileprivate var withoutRepeats: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
