import KilimLifecycle
import KilimModel
import KilimStore

/// A sweep seen as one run, for those who wait for it.
enum SweepState {
  /// - Parameter lost: how many of its active points have a run that nobody can speak for.
  static func of(_ sweep: SweepRecord, lost: Int) -> RunState {
    let counts = sweep.counts
    let isSettled = !sweep.hasStartable && counts.active <= lost
    let message = digest(sweep)
    guard isSettled else {
      let hasBegun = counts.active + counts.done + counts.failed > 0
      return RunState(status: hasBegun ? .running : .pending, message: message)
    }
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
    } else if let last = sweep.settings.lastPosition, counts.waiting > 0, !sweep.hasStartable {
      text += "; --limit \(last): \(counts.waiting) points wait for an apply without it"
    }
    return text
  }
}

extension StoreReader {
  /// Nil for a sweep that does not exist.
  func sweepState(_ name: ResourceName) throws(StoreError) -> RunState? {
    guard let sweep = try sweep(name) else { return nil }
    return SweepState.of(sweep, lost: try lostPoints(of: sweep))
  }

  /// Looked for only when it matters: when nothing else goes on.
  func lostPoints(of sweep: SweepRecord) throws(StoreError) -> Int {
    guard sweep.counts.active > 0, !sweep.hasStartable else { return 0 }
    return try activeRuns(ofSweep: sweep.id).count(where: { $0.state.isLost })
  }
}
