import ArgumentParser
import KilimController
import KilimModel

/// Waits for runs, driving them when no other engine does.
struct WaitCommand: KilimCommand {
  enum Goal: String, ExpressibleByArgument, CaseIterable { case complete, started }

  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait for runs.",
    discussion: """
      Exit code 0: all FINISHED. 1: some FAILED, were cancelled or have no proven outcome. 2: the
      time is over. 3: one is gone. 130: Ctrl-C; the jobs go on.
      """)

  @Argument(help: "job/x (its newest run), job/x#2, a uuid, sweep/x or sweep/x/17.")
  var names: [String]
  @Option(name: .customLong("for"), help: "Wait until they are complete or started.")
  var goal = Goal.complete
  @Option(help: "At most so long: 30s, 10m, 2h.", transform: DurationOption.read)
  var timeout: TypedDuration?
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let sorted = try NamesBySort(self.names)
    for sweep in sorted.sweeps { _ = try session.sweep(sweep, in: plane) }
    var names = sorted.sweeps.map { RunName(sweep: $0) }
    if !sorted.others.isEmpty {
      names += try session.runs(sorted.others, in: plane).map(\.name)
    }
    let begin = session.now
    let goal: DriveGoal = self.goal == .complete ? .settled(names) : .started(names)
    let report: DriveReport
    do {
      report = try session.drive(plane, until: goal, timeLimit: timeout?.milliseconds)
    } catch {
      guard error.status == .notFound else { throw error }
      throw CommandFailure(.refused, error.message, hint: error.hint)
    }
    let gone = names.filter { report.runs[$0] == nil }
    if !gone.isEmpty, report.end == .reached {
      let list = gone.map(\.description).joined(separator: ", ")
      throw CommandFailure(.refused, "\(list) was deleted while this command waited")
    }
    switch report.end {
    case .timedOut: session.console.remark("the time is over; the jobs go on")
    case .interrupted: session.console.remark(RunOutcome.farewell(names))
    case .reached:
      if !session.console.isQuiet {
        session.console.write(
          RunOutcome.text(
            report, elapsed: session.now.milliseconds(since: begin), paint: session.console.paint))
      }
    }
    return RunOutcome.status(report)
  }
}
