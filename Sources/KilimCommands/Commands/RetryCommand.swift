import ArgumentParser
import KilimController
import KilimModel

/// Runs again what did not end well.
struct RetryCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run failed, cancelled or lost runs again.",
    discussion: "`kilim rerun` also repeats what succeeded.")

  @Argument(help: "job/x, job/x#2, a uuid, sweep/x or sweep/x/17.")
  var names: [String]
  @Flag(help: "Of a sweep only the failed points, not the cancelled ones.")
  var failed = false
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let all = !failed
    let outcome = try session.runAgain(
      names, in: plane,
      sweep: { name throws(EngineError) in try plane.retrySweep(name, all: all) },
      onlyFailed: true)
    return try session.follow(plane, outcome, waiting: waiting, output: output)
  }
}

extension ApplyOptions {
  /// Naming a run is agreeing to its repetition.
  static var confirmed: ApplyOptions {
    var options = ApplyOptions()
    options.isConfirmed = true
    return options
  }
}

extension Session {
  /// Shows what was accepted and stays with the runs.
  func follow(
    _ plane: ControlPlane, _ outcome: ApplyOutcome, waiting: WaitOptions, output: OutputOptions
  ) throws(CommandFailure) -> ExitStatus {
    let format = output.output
    if let text = format.text(of: ChangeDocument.json(diagnostics: [], changes: outcome.changes)) {
      console.write(text)
    } else if !console.isQuiet {
      console.write(ChangeTable.text(outcome.changes, paint: console.paint, width: console.width))
    }
    // Every job had a reason not to run, and the reasons were shown.
    guard !outcome.runs.isEmpty else { return .refused }
    return try follow(
      plane, outcome.runs, wait: waiting.wait, isForProgram: !format.isForPeople)
  }
}
