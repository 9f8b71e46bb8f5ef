import ArgumentParser
import KilimController
import KilimModel

/// Shows what `apply` would do, and does nothing.
struct DiffCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what apply would do.",
    discussion: """
      Each object that changes, field by field: + new, ~ changed, - gone; with the place of the new
      value, and whether it asks for a new run. Exit code 0: nothing to do. 2: changes. 1: errors.
      """)

  @OptionGroup var manifests: ManifestOptions
  @Flag(help: "Also rerun what only its App, System or files changed.")
  var refresh = false
  @Flag(help: "Cancel a running run whose declaration changed.")
  var replaceRunning = false
  @OptionGroup var inventory: InventoryArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check(OutputForm.reports) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(manifests.paths)
    var options = ApplyOptions()
    // Asking is the business of apply.
    options.isConfirmed = true
    options.inventory = try inventory.options(manifests.paths)
    options.refresh = refresh
    options.replaceRunning = replaceRunning
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
}
