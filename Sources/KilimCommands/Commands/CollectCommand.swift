import ArgumentParser
import KilimController
import KilimModel

/// Gives up the directories of old runs. The ledger stays.
struct CollectCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Remove the directories of runs that nobody keeps any longer.",
    discussion: """
      Without names it does what `retention` of jobs and sweeps says. The ledger remembers every run, so \
      nothing runs again because its files are gone.

      kilim gc --dry-run             what would go, and how much
      kilim gc job/x --older-than 7d the runs of one job, whatever its retention says
      kilim gc job/x#2 --yes         one run
      """)

  @Argument(help: "job/x (all its runs that have ended), sweep/x, sweep/x/17, job/x#2 or a uuid.")
  var names: [String] = []
  @Flag(help: "Only show what would go.")
  var dryRun = false
  @Option(
    name: [.customShort("l"), .long],
    help: "Only of declarations with these labels: label=value,...",
    transform: { try LabelSelector(option: $0) })
  var selector: LabelSelector?
  @Option(
    help: "Runs that ended so long ago, whatever `retention` says: 12h, 30d.",
    transform: DurationOption.read)
  var olderThan: TypedDuration?
  @Flag(name: [.long, .customShort("y")], help: "Do not ask.")
  var yes = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .wide, .json, .yaml, .jsonPath]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let request = try request()
    let asks = request.isExplicit && !yes
    let plan = try engine { () throws(EngineError) in
      try plane.collectionPlan(request, measures: dryRun || asks, remembers: !dryRun)
    }
    if dryRun {
      show(plan.runs, plan.bundles, problems: [], session, verb: "would go")
      return .done
    }
    if asks, !plan.runs.isEmpty, !isAgreed(plan, session) { return .refused }
    let outcome = try engine { () throws(EngineError) in try plane.collect(plan) }
    show(outcome.runs, outcome.bundles, problems: outcome.problems, session, verb: "removed")
    return outcome.problems.isEmpty ? .done : .failed
  }

  private func request() throws(CommandFailure) -> CollectionRequest {
    var request = CollectionRequest()
    for name in names {
      switch try NameReference(name) {
      case .object(let object) where ![.job, .sweep].contains(object.kind):
        throw CommandFailure(
          .usage, "`\(name)` has no runs", hint: "jobs and sweeps have, as in job/x or sweep/x")
      default: request.names.append(name)
      }
    }
    request.labels = selector?.labels ?? [:]
    request.olderThan = olderThan?.milliseconds
    return request
  }

  private func isAgreed(_ plan: CollectionPlan, _ session: Session) -> Bool {
    let console = session.console
    let sum = CollectionTable.sum(plan.runs, [])
    guard console.isInteractive, output.output.isForPeople else {
      console.fail(
        "this removes the directories of \(sum)\n"
          + "  hint: look with --dry-run; --yes does it without asking")
      return false
    }
    console.write(
      CollectionTable.of(plan.runs, isWide: output.output == .wide)
        .text(paint: console.paint, width: console.width))
    showKept(plan.runs, console)
    guard console.confirm("Remove the directories of \(sum)?") else {
      console.remark("nothing was removed")
      return false
    }
    return true
  }

  private func show(
    _ runs: [CollectedRun], _ bundles: [UnusedBundle], problems: [String], _ session: Session,
    verb: String
  ) {
    let console = session.console
    let document = CollectionDocument.json(runs, bundles, problems: problems, isDryRun: dryRun)
    if let text = output.output.text(of: document) {
      console.write(text)
      return
    }
    if runs.isEmpty, bundles.isEmpty {
      console.remark("there is nothing to remove")
    } else {
      if !runs.isEmpty {
        console.write(
          CollectionTable.of(runs, isWide: output.output == .wide)
            .text(paint: console.paint, width: console.width))
      }
      console.line("\(verb): \(CollectionTable.sum(runs, bundles))")
      showKept(runs, console)
    }
    for problem in problems.prefix(Self.mostLines) { console.fail(problem) }
    if problems.count > Self.mostLines {
      console.fail("\(problems.count - Self.mostLines) more could not be removed")
    }
  }

  private static let mostLines = 10

  private func showKept(_ runs: [CollectedRun], _ console: Console) {
    let kept = runs.flatMap { run in run.kept.map { (run.name, $0) } }
    for (name, directory) in kept.prefix(Self.mostLines) {
      console.remark("kept: \(directory.path) of \(name): \(directory.reason)")
    }
    if kept.count > Self.mostLines {
      console.remark("kept: \(kept.count - Self.mostLines) more; `-o json` lists all")
    }
  }
}
