import ArgumentParser
import KilimController
import KilimManifest
import KilimModel

/// Finds every mistake that can be found without running anything.
struct ValidateCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check manifests without applying them.")

  @OptionGroup var manifests: ManifestOptions
  @Flag(help: "Check each document by itself: what it refers to need not be given.")
  var isolated = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check(OutputForm.reports)
    try manifests.requireManifests()
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(manifests.paths)
    var diagnostics = input.diagnostics
    var count = 0
    if diagnostics.isEmpty {
      // Against what the state knows too, when there is a state.
      let plane = isolated || session.existingStatePath == nil ? nil : try session.open()
      (count, diagnostics) = try engine { () throws(EngineError) in
        try ControlPlane.validate(
          input.sources, isolated: isolated, in: plane, surroundings: session.surroundings)
      }
    }
    if let text = DiagnosticReport.text(output.output, diagnostics, changes: []) {
      session.console.write(text)
    } else {
      session.show(diagnostics, sources: input.sources)
      let subject = count == 1 ? "1 document" : "\(count) documents"
      session.console.line("\(subject) read: \(DiagnosticCounts.text(diagnostics))")
    }
    return diagnostics.hasErrors ? .failed : .done
  }
}
