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
    let observer = ProgressObserver(
      goal.runs, console: console, onErrorStream: progressOnErrorStream, now: surroundings.now)
    defer { observer.finish() }
    return try drive(
      plane, until: goal, observer: observer, timeLimit: timeLimit, terminal: observer.terminal)
  }

  /// The same, with somebody else to hear of it.
  ///
  /// - Parameter terminal: where the observer may have hidden the cursor.
  func drive(
    _ plane: ControlPlane, until goal: DriveGoal, observer: any RunObserver,
    timeLimit: Int64? = nil, terminal: Int32? = nil
  ) throws(CommandFailure) -> DriveReport {
    let interrupt = try engine { () throws(EngineError) in try Interrupt() }
    let watch = try InterruptWatch(interrupt, terminal: terminal)
    let deadline = timeLimit.map { now.adding(milliseconds: $0) }
    let result: Result<DriveResult, EngineError>
    do {
      result = .success(
        try plane.drive(
          until: goal, observer: observer, interrupt: interrupt, deadline: deadline))
    } catch {
      result = .failure(error)
    }
    let signal = watch.finish()
    switch result {
    case .failure(let error): throw CommandFailure(error)
    case .success(let drive):
      return DriveReport(end: Self.end(drive.isReached, signal), runs: drive.states)
    }
  }

  private static func end(_ isReached: Bool, _ signal: Int32?) -> DriveEnd {
    if isReached { return .reached }
    return signal.map { .interrupted(signal: $0) } ?? .timedOut
  }
}
