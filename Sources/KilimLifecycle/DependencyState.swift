package import KilimModel

/// How an object stands for those that depend on it.
package enum DependencyState: Sendable, Hashable {
  /// Its newest run FINISHED, and nothing newer waits.
  case finished
  /// It may still finish by itself.
  case underway
  /// Only a person can make it finish.
  case stuck(Obstacle)

  package enum Obstacle: Sendable, Hashable {
    /// There is no such object (any more), and it never finished.
    case absent
    /// Its newest run ended otherwise.
    case ended(RunStatus)
    /// Nothing proves how its newest run ended.
    case lost
    /// It is held back by what it depends on itself.
    case blocked
    case suspended
    /// Some of its points wait for an apply without `--limit`.
    case limited
  }

  /// Of an object whose newest run, or whose whole, is in a state.
  package init(_ state: RunState) {
    switch state.status {
    case .finished: self = .finished
    case .failed, .cancelled: self = .stuck(.ended(state.status))
    case .blocked where state.isLost: self = .stuck(.lost)
    case .blocked where state.condition == .dependencyFailed: self = .stuck(.blocked)
    case .paused: self = .stuck(.suspended)
    default: self = .underway
    }
  }
}

extension DependencyState.Obstacle {
  /// What is in the way and what helps, in one line.
  package func words(_ name: ResourceName) -> String {
    switch self {
    case .absent: "\(name) is not there; apply it, or run `kilim retry` once it has been"
    case .ended(let status): "\(name) \(status.name); `kilim retry \(name)` runs it again"
    case .lost: "\(name) has an unknown outcome; `kilim describe \(name)` says what is known"
    case .blocked: "\(name) is BLOCKED itself; `kilim describe \(name)` says by what"
    case .limited: "\(name) has points that wait for an apply without `--limit`"
    case .suspended: "\(name) is suspended; `kilim resume \(name)` lets it go on"
    }
  }
}

/// Whether a run may start, as far as what it depends on goes.
package enum RunGate: Sendable, Hashable {
  case open
  /// Until all have finished.
  case waiting
  /// One of them will not finish by itself; the words say which, and what helps.
  case closed(String)
}
