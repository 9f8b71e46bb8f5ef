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
    var report = try newest(session, plane)
    let pipe = follow ? try Pipe() : nil
    var reader: LogReader?
    while true {
      // Asked before reading: what was printed before the end is then read for certain.
      let isOver = report.isSettled
      if reader == nil, let path = path(report) {
        reader = try LogReader(path: path, tail: tail)
      }
      try reader?.copy(to: STDOUT_FILENO)
      guard let pipe, !isOver else { break }
      _ = pipe.wait(milliseconds: 200)
      report = try newest(session, plane, uuid: report.uuid)
    }
    if reader == nil || reader?.isEmpty == true { explain(report, session) }
    return .done
  }

  private func newest(
    _ session: Session, _ plane: ControlPlane, uuid: RunUUID? = nil
  ) throws(CommandFailure) -> RunReport {
    let name = uuid?.description ?? self.name
    guard let report = try session.runs([name], in: plane).last else {
      throw CommandFailure(.notFound, "there is no run of `\(name)`")
    }
    return report
  }

  private func path(_ report: RunReport) -> String? {
    let files = RunFiles(report: report)
    return stderr ? files.standardError : files.standardOutput
  }

  private func explain(_ report: RunReport, _ session: Session) {
    let files = RunFiles(report: report)
    var status = stat()
    if !stderr, let other = files.standardError, stat(other, &status) == 0, status.st_size > 0 {
      session.console.remark(
        "nothing on the output stream; the error stream has text: kilim logs \(name) --stderr")
    } else {
      session.console.remark("\(report.name) has printed nothing; it is \(report.status.name)")
    }
  }
}
