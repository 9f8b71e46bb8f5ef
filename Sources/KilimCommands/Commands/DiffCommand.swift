import ArgumentParser
import KilimController
import KilimModel

/// Shows what `apply` would do, and does nothing.
struct DiffCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what apply would do.",
    discussion: "Exit code 0: nothing to do. 2: changes. 1: errors.")

  @OptionGroup var manifests: ManifestOptions
  @Flag(help: "Also rerun what only its App, System or files changed.")
  var refresh = false
  @Flag(help: "Cancel a running run whose declaration changed.")
  var replaceRunning = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(manifests.paths)
    var options = ApplyOptions()
    // Asking is the business of apply.
    options.isConfirmed = true
    options.refresh = refresh
    options.replaceRunning = replaceRunning
    var diagnostics = input.diagnostics
    var changes: [Change] = []
    if diagnostics.isEmpty {
      let plane = try session.open()
      let plan = try engine { () throws(EngineError) in
        try plane.plan(input.sources, options: options)
      }
      (diagnostics, changes) = (plan.diagnostics, plan.diagnostics.hasErrors ? [] : plan.changes)
    }
    let document = ChangeDocument.json(diagnostics: diagnostics, changes: changes)
    if let text = output.output.text(of: document) {
      session.console.write(text)
    } else {
      session.show(diagnostics, sources: input.sources)
      if !diagnostics.hasErrors {
        session.console.write(
          ChangeTable.text(
            changes, limit: .max, paint: session.console.paint, width: session.console.width))
      }
    }
    if diagnostics.hasErrors { return .failed }
    return changes.contains(where: \.isChange) ? .changesOrTimeOut : .done
  }
}
