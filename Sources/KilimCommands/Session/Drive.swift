import KilimController
import KilimLifecycle
import KilimModel

/// How a drive ended.
enum DriveEnd: Hashable {
  case reached, timedOut
  case interrupted(signal: Int32)
}

/// What a drive left.
struct DriveReport {
  var end: DriveEnd
  var runs: [RunName: RunState]
}

extension Session {
  /// Drives the state, or watches who does, until the goal is reached, the time is over or the
  /// user presses Ctrl-C; shows the progress.
  ///
  /// - Parameter timeLimit: in milliseconds; nil for none.
  func drive(
    _ plane: ControlPlane, until goal: DriveGoal, timeLimit: Int64? = nil,
    progressOnErrorStream: Bool = false
  ) throws(CommandFailure) -> DriveReport {
    let interrupt = try engine { () throws(EngineError) in try Interrupt() }
    let observer = ProgressObserver(
      goal.runs, console: console, onErrorStream: progressOnErrorStream, now: surroundings.now)
    let watch = try InterruptWatch(
      interrupt, timeLimit: timeLimit, terminal: observer.terminal)
    let result: Result<DriveResult, EngineError>
    do {
      result = .success(try plane.drive(until: goal, observer: observer, interrupt: interrupt))
    } catch {
      result = .failure(error)
    }
    let reason = watch.finish()
    observer.finish()
    switch result {
    case .failure(let error): throw CommandFailure(error)
    case .success(let drive):
      return DriveReport(end: Self.end(drive.isReached, reason), runs: drive.states)
    }
  }

  private static func end(_ reached: Bool, _ reason: InterruptWatch.Reason?) -> DriveEnd {
    if reached { return .reached }
    return switch reason {
    case .signal(let signal)?: .interrupted(signal: signal)
    case .timeOut?: .timedOut
    // Whoever else asked for the end: nothing is lost, the jobs go on.
    case nil: .interrupted(signal: 2)
    }
  }
}
