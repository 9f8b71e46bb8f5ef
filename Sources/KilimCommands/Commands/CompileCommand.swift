import ArgumentParser
import KilimController
import KilimManifest
import KilimModel

/// Prints exactly what would run.
struct CompileCommand: KilimCommand {
  enum Form: String, ExpressibleByArgument, CaseIterable { case plan, script, env, json, yaml }

  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Print the plan, script or environment of a job, a sweep or a workflow.",
    discussion: """
      With -f nothing is applied and no state is made. Without it the newest run of a job is
      printed as it was launched, a sweep or a workflow as it is declared.

      kilim compile sweep/x -f FILE               its template, ${sweep.NAME} where values go
      kilim compile sweep/x --point 17 -f FILE    the plan of one point; also sweep/x/17
      kilim compile workflow/x -f FILE            its steps; ${steps.NAME...} is not known before they ran
      kilim compile job/x/train -f FILE           one of them
      """)

  @Argument(help: "The job, sweep or workflow; needed when there are several.")
  var name: String?
  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: "A manifest, a directory of them, or - for standard input; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []
  @Option(name: [.customShort("o"), .long], help: "plan or yaml, json, script or env.")
  var output = Form.plan
  @Option(help: "Of a sweep the point with that position, from 1.")
  var point: Int?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if files.isEmpty, name == nil {
      throw ValidationError("say what to compile: -f FILE, or the name of a job")
    }
    if let point, point < 1 { throw ValidationError("--point takes a position, 1 or more") }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    guard files.isEmpty else { return try compileFiles(session) }
    try showStored(session)
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
    let chosen = try CompileChoice(objects: result.objects, name: name, point: point).chosen
    try CompileOutput(output: output, session: session).show(chosen)
    return .done
  }

  /// What was applied before.
  private func showStored(_ session: Session) throws(CommandFailure) {
    let plane = try session.open()
    let output = CompileOutput(output: output, session: session)
    if case .object(let object) = try NameReference(name ?? ""),
      let shown = try stored(object, session, plane)
    {
      return try output.show(shown)
    }
    let reports = try session.runs([name ?? ""], in: plane)
    guard let report = reports.last else {
      throw CommandFailure(.notFound, "there is no run of `\(name ?? "")`")
    }
    if let collected = report.collected {
      throw CommandFailure(
        .notFound, "the plan of \(report.name) is gone; \(CollectionText.sentence(collected))",
        hint: "`kilim compile -f FILE` shows the plan of a manifest")
    }
    try output.show(.plan(report.plan, notes: []))
  }

  /// Nil for what has a run.
  private func stored(
    _ object: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> CompileChoice.Chosen? {
    if object.isWholeSweep {
      _ = try session.sweep(object, in: plane)
    } else if object.kind == .workflow {
      _ = try session.workflow(object, in: plane)
    } else {
      return try waitingPoint(object, session, plane)
    }
    if let point, object.isWholeSweep {
      let name = object.point(point)
      if let waiting = try waitingPoint(name, session, plane) { return waiting }
      guard let run = try session.runs([name.description], in: plane).first else { return nil }
      return .plan(run.plan, notes: [])
    }
    let compiled = try engine { () throws(EngineError) in try plane.compiled(object) }
    guard let compiled else {
      throw CommandFailure(
        .failed, "\(object) cannot be compiled as things are now",
        hint: "`kilim why \(object)` says what has changed")
    }
    return try CompileChoice(objects: [compiled], name: object.description, point: nil).chosen
  }

  /// A point that has no run yet.
  private func waitingPoint(
    _ name: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> CompileChoice.Chosen? {
    guard name.sweepPoint != nil,
      try engine({ () throws(EngineError) in try !plane.hasRun(name) }),
      let plan = try engine({ () throws(EngineError) in try plane.plan(ofPoint: name) })
    else { return nil }
    return .plan(plan, notes: ["\(name) has no run yet"])
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
