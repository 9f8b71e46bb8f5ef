import KilimController
import KilimModel

extension Session {
  /// Stays with runs that were just made, as long as the user asked for, and says how they ended.
  func follow(
    _ plane: ControlPlane, _ runs: [RunName], wait: WaitLevel, isForProgram: Bool
  ) throws(CommandFailure) -> ExitStatus {
    guard !runs.isEmpty else { return .done }
    let goal: DriveGoal
    switch wait {
    case .accepted:
      let name = runs.count == 1 ? runs[0].description : "NAME"
      console.remark("accepted; `kilim wait \(name)` drives what is waiting")
      return .done
    case .started: goal = .started(runs)
    case .complete: goal = .settled(runs)
    }
    let begin = now
    let report = try drive(plane, until: goal, progressOnErrorStream: isForProgram)
    switch report.end {
    case .interrupted: console.remark(RunOutcome.farewell(runs))
    case .reached, .timedOut:
      if !isForProgram {
        let text = RunOutcome.text(
          report, elapsed: now.milliseconds(since: begin), paint: console.paint)
        if !console.isQuiet { console.write(text) }
      }
    }
    return RunOutcome.status(report)
  }
}
