import ArgumentParser
import KilimController
import KilimModel

/// Runs jobs once more, however they ended.
struct RerunCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun", abstract: "Run jobs once more, the successful ones too.")

  @Argument(help: "job/x, job/x#2 or a uuid.")
  var names: [String]
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let jobs = try session.jobs(names, in: plane)
    let outcome = try engine { () throws(EngineError) in
      try plane.rerun(jobs)
    }
    return try session.follow(plane, outcome, waiting: waiting, output: output)
  }
}
