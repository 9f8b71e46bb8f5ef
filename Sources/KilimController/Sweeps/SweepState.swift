import KilimLifecycle
import KilimModel
import KilimStore

/// A sweep seen as one run, for those who wait for it.
enum SweepState {
  static func of(_ sweep: SweepRecord, _ resting: RestingPoints) -> RunState {
    let counts = sweep.counts
    let message = digest(sweep)
    let startsPoints = sweep.hasStartable && sweep.obstacle == nil
    guard !startsPoints, counts.active <= resting.lost + resting.paused else {
      let hasBegun = counts.active + counts.done + counts.failed > 0
      return RunState(status: hasBegun ? .running : .pending, message: message)
    }
    if sweep.isSuspended, sweep.hasOpen || resting.paused > 0 {
      return RunState(status: .paused, message: "\(message); suspended")
    }
    if let obstacle = sweep.obstacle, sweep.hasOpen {
      return RunState(
        status: .blocked, condition: .dependencyFailed, message: "\(message); \(obstacle)")
    }
    let lost = resting.lost
    if counts.failed > 0 || sweep.isStopped {
      return RunState(status: .failed, condition: .remoteOutcomeError, message: message)
    }
    if lost > 0 {
      return RunState(status: .blocked, condition: .unknownOutcome, message: message)
    }
    if counts.cancelled > 0 {
      return RunState(status: .cancelled, condition: .cancelledByUser, message: message)
    }
    return RunState(status: .finished, message: message)
  }

  /// `37/120 running 8 failed 1`.
  static func digest(_ sweep: SweepRecord) -> String {
    let counts = sweep.counts
    var text = "\(counts.done)/\(counts.declared)"
    for (count, word) in [
      (counts.active, "running"), (counts.failed, "failed"), (counts.cancelled, "cancelled"),
      (counts.reused, "reused"),
    ] where count > 0 {
      text += " \(word) \(count)"
    }
    if sweep.isStopped, counts.waiting > 0 {
      text += "; FailureLimitReached: \(counts.waiting) points were not started"
    } else if let last = sweep.settings.lastPosition, counts.waiting > 0, !sweep.hasOpen {
      text += "; --limit \(last): \(counts.waiting) points wait for an apply without it"
    }
    return text
  }
}

/// How many of a sweep's active points do not go on by themselves.
struct RestingPoints {
  /// Their runs are such that nobody can speak for.
  var lost = 0
  var paused = 0
}

extension StoreReader {
  /// Nil for a sweep that does not exist.
  func sweepState(_ name: ResourceName) throws(StoreError) -> RunState? {
    guard let sweep = try sweep(name) else { return nil }
    return SweepState.of(sweep, try restingPoints(of: sweep))
  }

  /// Looked for only when it matters: when nothing else goes on.
  func restingPoints(of sweep: SweepRecord) throws(StoreError) -> RestingPoints {
    var resting = RestingPoints()
    guard sweep.counts.active > 0, !sweep.hasStartable || sweep.obstacle != nil else {
      return resting
    }
    for run in try heldRuns(ofSweep: sweep.id) {
      if run.state.isLost { resting.lost += 1 }
      // One that may go on does so with the engine's next look.
      if sweep.isSuspended, run.state.status == .paused { resting.paused += 1 }
    }
    return resting
  }
}
