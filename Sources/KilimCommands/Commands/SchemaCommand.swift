import ArgumentParser
import KilimManifest
import KilimModel

/// Prints the JSON Schema of manifests, for editors.
struct SchemaCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of manifests, for editors.",
    discussion: """
      Without a kind the schema accepts a document of every kind. For editors that understand the
      YAML language server:

        kilim schema > ~/.config/kilim.schema.json
        # yaml-language-server: $schema=/home/ada/.config/kilim.schema.json

      with the second line, and your own path, at the top of a manifest.
      """)

  @Argument(
    help: "System, App, SchedulerProfile, Job, Sweep or Workflow.",
    completion: .list(ResourceKind.allCases.map(\.rawValue)))
  var kind: String?
  @Flag(help: "The schema of Tapis definitions, which have no envelope.")
  var bare = false
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    guard let kind else {
      session.console.line(ManifestSchema.anyDocument(isBare: bare).prettyText)
      return .done
    }
    let known = try KindName.find(kind)
    guard !bare || known.hasBareForm else {
      throw CommandFailure(
        .usage, "a \(known.rawValue) always has an envelope", hint: "leave `--bare` out")
    }
    session.console.line(ManifestSchema.document(of: known, isBare: bare).prettyText)
    return .done
  }
}
