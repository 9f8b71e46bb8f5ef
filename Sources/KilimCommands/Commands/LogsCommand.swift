import ArgumentParser
import Glibc
import KilimController
import KilimModel

/// Prints what a program printed.
struct LogsCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Print what a run printed.")

  @Argument(help: "job/x (its newest run), job/x#2 or a uuid.")
  var name: String
  @Flag(name: [.customShort("f"), .long], help: "Go on until the run has ended.")
  var follow = false
  @Flag(help: "The error stream instead of the output stream.")
  var stderr = false
  @Option(help: "Only so many last lines.")
  var tail: Int?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let tail, tail < 0 { throw ValidationError("--tail takes a number of lines, 0 or more") }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    guard let report = try session.runs([name], in: plane).last else {
      throw CommandFailure(.notFound, "there is no run of `\(name)`")
    }
    if let failure = report.collectedFailure("the logs of") { throw failure }
    let files = try RunFiles(report: report, plane)
    let follower = LogFollower(files, isErrorStream: stderr, tail: tail, console: session.console)
    var status = ExitStatus.done
    if follow, !report.isSettled {
      // Without an engine nobody would notice the end of the run.
      let drive = try session.drive(plane, until: .settled([report.name]), observer: follower)
      if drive.end != .reached { status = .interrupted }
    }
    follower.copy()
    if let failure = follower.failure { throw failure }
    if follower.isEmpty { explain(report, files, session) }
    return status
  }

  private func explain(_ report: RunReport, _ files: RunFiles, _ session: Session) {
    var status = stat()
    if !stderr, let other = files.standardError, stat(other, &status) == 0, status.st_size > 0 {
      session.console.remark(
        "nothing on the output stream; the error stream has text: kilim logs \(name) --stderr")
    } else {
      session.console.remark("\(report.name) has printed nothing; it is \(report.status.name)")
    }
  }
}
