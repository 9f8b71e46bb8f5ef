import ArgumentParser
import KilimManifest
import KilimModel
import KilimReport

/// Draws a workflow.
struct GraphCommand: KilimCommand {
  enum Form: String, ExpressibleByArgument, CaseIterable { case dot, mermaid, svg }

  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw the steps of a workflow.",
    discussion: """
      kilim graph -f pipeline.yaml -o svg >pipeline.svg       as a picture
      kilim graph -f pipeline.yaml -o mermaid                 for a README
      kilim graph workflow/digits -o svg >now.svg             with where its steps are now
      kilim graph -f jobs/ workflow/digits | dot -Tpdf        one of several, for Graphviz
      """)

  @Argument(help: "The workflow; needed when the manifests have several.")
  var name: String?
  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: "A manifest, a directory of them, or - for standard input; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []
  @Option(name: [.customShort("o"), .long], help: "dot, mermaid or svg.")
  var output = Form.dot
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if files.isEmpty, name == nil {
      throw ValidationError("say what to draw: -f FILE, or the name of a workflow")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    guard !files.isEmpty else {
      show(try session.drawing(of: wanted(), in: session.open()), session)
      return .done
    }
    let input = ManifestFiles.read(files)
    guard input.diagnostics.isEmpty else {
      session.show(input.diagnostics, sources: input.sources)
      return .failed
    }
    let loaded = ManifestLoader.load(input.sources)
    let (document, spec) = try chosen(loaded.documents, loaded.diagnostics.hasErrors)
    guard let document, let spec else {
      session.show(loaded.diagnostics, sources: input.sources)
      return .failed
    }
    // What its steps run is of no importance here, so no App need be given.
    let (structure, diagnostics) = WorkflowStructure.of(spec, source: document.source)
    session.show(diagnostics, sources: input.sources)
    guard let structure else { return .failed }
    show(
      WorkflowDrawing.graph(of: spec, title: document.name.description, structure: structure),
      session)
    return .done
  }

  private func show(_ graph: WorkflowGraph, _ session: Session) {
    let drawn = text(graph)
    session.console.write(drawn.hasSuffix("\n") ? drawn : drawn + "\n")
  }

  private func wanted() throws(CommandFailure) -> ResourceName {
    guard let name, case .object(let wanted) = try NameReference(name, defaultKind: .workflow),
      wanted.kind == .workflow
    else {
      throw CommandFailure(
        .usage, "`\(name ?? "")` is no workflow", hint: "write workflow/x or x")
    }
    return wanted
  }

  /// Nothing when there may be one that could not be read.
  private func chosen(
    _ documents: [ManifestDocument], _ hasErrors: Bool
  ) throws(CommandFailure) -> (ManifestDocument?, WorkflowSpec?) {
    let workflows = documents.compactMap { document in
      if case .workflow(let spec) = document.spec { (document, spec) } else { nil }
    }
    let names = workflows.map(\.0.name)
    if name != nil {
      let wanted = try wanted()
      if let found = workflows.first(where: { $0.0.name == wanted }) { return found }
      guard !hasErrors else { return (nil, nil) }
      throw UnknownName.failure(wanted, known: names)
    }
    guard let first = workflows.first else {
      guard !hasErrors else { return (nil, nil) }
      throw CommandFailure(.failed, "there is no workflow in these manifests")
    }
    guard workflows.count == 1 else {
      throw CommandFailure(
        .usage, "there are several workflows: \(names.map(\.name).joined(separator: ", "))",
        hint: "name one: kilim graph \(names[0]) -f ...")
    }
    return first
  }

  private func text(_ graph: WorkflowGraph) -> String {
    switch output {
    case .dot: graph.dot
    case .mermaid: graph.mermaid
    case .svg: graph.svg()
    }
  }
}
