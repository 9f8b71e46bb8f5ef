import ArgumentParser
import KilimController
import KilimModel

/// Runs jobs once more, however they ended.
struct RerunCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun", abstract: "Run jobs once more, the successful ones too.")

  @Argument(help: "job/x, job/x#2, a uuid or sweep/x/17.")
  var names: [String]
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    for sweep in try NamesBySort(names).sweeps {
      throw CommandFailure(
        .usage, "`rerun` takes points of a sweep, as in \(sweep)/1",
        hint: "`kilim retry \(sweep)` runs again what did not succeed; another `runToken` in the "
          + "template runs all of it again")
    }
    let outcome = try session.runAgain(
      names, in: plane,
      sweep: { _ throws(EngineError) in ApplyOutcome(changes: [], runs: []) },
      onlyFailed: false)
    return try session.follow(plane, outcome, waiting: waiting, output: output)
  }
}
