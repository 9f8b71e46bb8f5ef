import ArgumentParser
import KilimController
import KilimModel

/// Says why something ran, and why it does not run again.
struct WhyCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why a run exists, and why it does not run again.",
    discussion: """
      Names each field that made the newest run another one than the run before: old and new value,
      and where each was declared; then what would have to happen for another run. Of a workflow, step
      by step, what its next look would do and why.
      """)

  @Argument(help: "job/x (its newest run), job/x#2, sweep/x, sweep/x/17, workflow/x or a uuid.")
  var names: [String]
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check(OutputForm.trees) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let reports = try names.map { name throws(CommandFailure) in
      try report(name, session, plane)
    }
    if output.output.isForPeople {
      let console = session.console
      let texts = reports.map { WhyText(report: $0, paint: console.paint).text }
      console.write(texts.joined(separator: "\n"))
    } else {
      let documents = reports.map(WhyDocument.json)
      let tree = documents.count == 1 ? documents[0] : ObjectDocument.list(documents)
      session.console.write(output.output.text(of: tree) ?? "")
    }
    return .done
  }

  private func report(
    _ name: String, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> WhyReport {
    var (object, number): (ResourceName, Int?)
    switch try NameReference(name) {
    case .object(let found): (object, number) = (found, nil)
    case .run(let owner, let found): (object, number) = (owner, found)
    case .uuid:
      let runs = try engine { () throws(EngineError) in try plane.runNames([name]) }
      guard let run = runs.first else { throw CommandFailure(.notFound, "there is no run \(name)") }
      (object, number) = (run.owner, run.number)
    }
    guard [.job, .sweep, .workflow].contains(object.kind) else {
      throw CommandFailure(
        .usage, "`\(name)` has no runs",
        hint: "`kilim why` takes jobs, sweeps, points and workflows")
    }
    try checkIsKnown(object.sweepPoint?.sweep ?? object, plane)
    return try engine { () throws(EngineError) in try plane.why(object, run: number) }
  }

  /// A removed declaration is known too; for any other name the nearest one helps.
  private func checkIsKnown(
    _ name: ResourceName, _ plane: ControlPlane
  ) throws(CommandFailure) {
    guard try engine({ () throws(EngineError) in try !plane.isKnown(name) }) else { return }
    let known = try engine { () throws(EngineError) in try plane.names(kind: name.kind) }
    throw UnknownName.failure(name, known: known.map { ResourceName(name.kind, $0) })
  }
}
