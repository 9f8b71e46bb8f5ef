import ArgumentParser
import KilimController
import KilimModel

struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Work on the archives of runs.",
    subcommands: [ArchiveRetryCommand.self])
}

/// Repeats a copy that failed, and only the copy.
struct ArchiveRetryCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Copy the outputs of runs whose archiving failed once more.")

  @Argument(help: "job/x, job/x#2 or a uuid.")
  var names: [String]
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let reports = try session.runs(names, in: plane)
    for report in reports where report.condition != .archivingFailed {
      throw CommandFailure(
        .refused, "the archiving of \(report.name) did not fail: it is \(report.status.name)",
        hint: "`kilim describe \(report.name)` says where its outputs are")
    }
    let names = reports.map(\.name)
    _ = try engine { () throws(EngineError) in try plane.retryArchive(names) }
    return try session.follow(plane, names, wait: waiting.wait, isForProgram: false)
  }
}
