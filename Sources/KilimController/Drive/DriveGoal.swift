package import KilimLifecycle
package import KilimModel

/// What `drive` waits for.
package enum DriveGoal: Sendable, Hashable {
  /// All have ended, or need a person.
  case settled([RunName])
  /// All have been started (or have ended).
  case started([RunName])

  package var runs: [RunName] {
    switch self {
    case .settled(let runs), .started(let runs): runs
    }
  }

  func isReached(by state: RunState) -> Bool {
    switch self {
    case .settled: state.isAtRest
    case .started: state.isAtRest || state.status.rawValue >= RunStatus.running.rawValue
    }
  }
}

package struct DriveResult: Sendable {
  /// False when it was interrupted or the time ran out.
  package var isReached: Bool
  /// The runs of the goal as they are now; a run that was deleted is missing.
  package var states: [RunName: RunState]

  package init(isReached: Bool, states: [RunName: RunState]) {
    self.isReached = isReached
    self.states = states
  }
}

/// One change of a run, for those who watch.
package struct RunProgress: Sendable {
  package var name: RunName
  package var from: RunStatus
  package var state: RunState
  package var time: Timestamp

  package init(name: RunName, from: RunStatus, state: RunState, time: Timestamp) {
    self.name = name
    self.from = from
    self.state = state
    self.time = time
  }
}

package enum DriveRole: Sendable, Hashable {
  /// This process is the engine.
  case driving
  /// Another one is; the words say which.
  case watching(String)
}

/// Hears what `drive` does; called on its thread, in batches.
package protocol RunObserver: AnyObject {
  func runsChanged(_ changes: [RunProgress])
  func roleChanged(to role: DriveRole)
  /// Something outside is in the way (a full disk, a launcher that does not answer); the engine
  /// tries again by itself.
  func hindered(by words: String)
  /// At least every 100 ms, also when nothing happened.
  func tick(now: Timestamp)
}
