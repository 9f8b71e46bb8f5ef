import ArgumentParser
import KilimController
import KilimManifest
import KilimModel

/// Prints exactly what would run.
struct CompileCommand: KilimCommand {
  enum Form: String, ExpressibleByArgument, CaseIterable { case plan, script, env, json }

  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Print the plan, script or environment of a job.",
    discussion: """
      With -f nothing is applied and no state is made. Without it the newest run of a job is
      printed as it was launched.
      """)

  @Argument(help: "The job; needed when there are several.")
  var name: String?
  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: "A manifest, a directory of them, or - for standard input; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []
  @Option(name: [.customShort("o"), .long], help: "plan (YAML), json, script or env.")
  var output = Form.plan
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if files.isEmpty, name == nil {
      throw ValidationError("say what to compile: -f FILE, or the name of a job")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    guard files.isEmpty else { return try compileFiles(session) }
    let plane = try session.open()
    let reports = try session.runs([name ?? ""], in: plane)
    guard let report = reports.last else {
      throw CommandFailure(.notFound, "there is no run of `\(name ?? "")`")
    }
    if let collected = report.collected {
      throw CommandFailure(
        .notFound, "the plan of \(report.name) is gone; \(CollectionText.sentence(collected))",
        hint: "`kilim compile -f FILE` shows the plan of a manifest")
    }
    show(report.plan, session)
    return .done
  }

  private func compileFiles(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(files)
    guard input.diagnostics.isEmpty else {
      session.show(input.diagnostics, sources: input.sources)
      return .failed
    }
    // Definitions that were applied before may be referred to, but looking makes no state.
    let plane = session.existingStatePath == nil ? nil : try session.open()
    let result = try engine { () throws(EngineError) in
      try ControlPlane.compile(
        input.sources, in: plane, surroundings: session.surroundings.withoutChance)
    }
    session.show(result.diagnostics, sources: input.sources)
    if result.diagnostics.hasErrors { return .failed }
    let plan = try chosen(result.plans)
    for line in PlanNotes.lines(plan) where !session.console.isQuiet {
      Console.write("note: \(line)\n", to: 2)
    }
    show(plan, session)
    return .done
  }

  private func chosen(_ plans: [RunPlan]) throws(CommandFailure) -> RunPlan {
    let names = plans.map(\.jobName)
    guard let name else {
      guard plans.count == 1 else { throw severalJobs(names) }
      return plans[0]
    }
    guard case .object(let job) = try NameReference(name), job.kind == .job else {
      throw CommandFailure(.usage, "`\(name)` is no job", hint: "write job/x or x")
    }
    guard let index = names.firstIndex(of: job.name) else {
      throw UnknownName.failure(job, known: names.map { ResourceName(.job, $0) })
    }
    return plans[index]
  }

  private func severalJobs(_ names: [String]) -> CommandFailure {
    guard !names.isEmpty else {
      return CommandFailure(.failed, "there is no job in these manifests")
    }
    return CommandFailure(
      .usage, "there are several jobs: \(names.joined(separator: ", "))",
      hint: "name one: kilim compile \(names[0]) -f ...")
  }

  private func show(_ plan: RunPlan, _ session: Session) {
    switch output {
    case .plan: session.console.write(YAMLWriter.text(plan.document))
    case .json: session.console.write(plan.document.prettyText + "\n")
    case .script:
      session.console.write(LaunchRenderer.script(for: plan, includesEnvironment: true))
    case .env: session.console.write(LaunchRenderer.environmentFile(for: plan))
    }
  }
}

extension Surroundings {
  /// The same manifests give the same plan: its uuid and its time of making are placeholders for
  /// those that a real run gets.
  fileprivate var withoutChance: Surroundings {
    Surroundings(
      now: { Timestamp(milliseconds: 0) },
      randomBytes: { [UInt8](repeating: 0, count: $0) }, facts: facts, executable: executable)
  }
}

extension RunPlan {
  /// The plan with its digest in front, and behind it all words that start the container.
  fileprivate var document: JSONValue {
    guard case .object(let members) = json else { return json }
    let document = [JSONValue.Member("digest", .string(digest.hex))] + members
    guard container != nil, batch == nil else { return .object(document) }
    let words = ContainerCommand.filledArguments(of: self, attempt: 1)
    return .object(document + [.init("arguments", .array(words.map { .string($0) }))])
  }
}
