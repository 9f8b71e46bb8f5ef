import ArgumentParser
import KilimController
import KilimModel
import KilimTransport

/// Shows what `apply` would do, and does nothing.
struct DiffCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what apply would do.",
    discussion: """
      Each object that changes, field by field: + new, ~ changed, - gone; with the place of the new
      value, and whether it asks for a new run. `-o plan.json` also writes the plan, which
      `kilim apply plan.json` then runs exactly so, or refuses. Exit code 0: nothing to do. 2: changes. 1: errors.
      """)

  @OptionGroup var manifests: ManifestOptions
  @Flag(help: "Also rerun what only its App, System or files changed.")
  var refresh = false
  @Flag(help: "Cancel a running run whose declaration changed.")
  var replaceRunning = false
  @Option(help: "Of each sweep run only so many points for now: the first ones.")
  var limit: Int?
  @OptionGroup var inventory: InventoryArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check(OutputForm.reports.union([.file]))
    try manifests.requireManifests()
    if let limit, limit < 1 { throw ValidationError("--limit takes a number of points, 1 or more") }
    if case .file = output.output, manifests.paths.contains("-") {
      throw ValidationError("a plan names its manifests, so they cannot come from standard input")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(manifests.paths)
    var options = ApplyOptions()
    // Asking is the business of apply.
    options.isConfirmed = true
    options.inventory = try inventory.options(manifests.paths)
    options.refresh = refresh
    options.replaceRunning = replaceRunning
    options.sweepLimit = limit
    var diagnostics = input.diagnostics
    var changes: [Change] = []
    var details: [ChangeDetail] = []
    if diagnostics.isEmpty {
      let plane = try session.open()
      let plan = try engine { () throws(EngineError) in
        try plane.plan(input.sources, options: options)
      }
      diagnostics = plan.diagnostics
      if !plan.diagnostics.hasErrors {
        changes = plan.changes
        details = try engine { () throws(EngineError) in try plane.details(of: plan) }
        if case .file(let path) = output.output { try write(plan, plane, to: path) }
      }
    }
    if let text = DiagnosticReport.text(
      output.output, diagnostics, changes: changes, details: details)
    {
      session.console.write(text)
    } else {
      session.show(diagnostics, sources: input.sources)
      if !diagnostics.hasErrors {
        let listing = DifferenceListing(
          paint: session.console.paint, width: session.console.width)
        session.console.write(listing.text(changes, details))
      }
    }
    if diagnostics.hasErrors { return .failed }
    return changes.contains(where: \.isChange) ? .changesOrTimeOut : .done
  }

  private func write(
    _ plan: ApplyPlan, _ plane: ControlPlane, to path: String
  ) throws(CommandFailure) {
    let paths = manifests.paths.map(StatePath.absolute)
    let reviewed = try engine { () throws(EngineError) in try plane.reviewed(plan, paths: paths) }
    do throws(TransferError) {
      try LocalFiles.write(
        Array((reviewed.json.prettyText + "\n").utf8), to: StatePath.absolute(path), mode: 0o600)
    } catch {
      throw CommandFailure(.failed, "the plan was not written: \(error.message)")
    }
  }
}
