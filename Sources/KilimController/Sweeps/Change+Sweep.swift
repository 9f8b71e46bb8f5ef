import KilimLifecycle
import KilimModel

extension Change {
  /// The words for what applying does with a sweep: `+12 points, 3 cancelled, 85 unchanged`.
  init(_ name: ResourceName, _ sweep: SweepComparison) {
    let tally = sweep.tally
    var parts: [String] = []
    if tally.added > 0 {
      parts.append("+\(tally.added) \(tally.added == 1 ? "point" : "points")")
    }
    for (count, word) in [
      (tally.restored, "restored"), (tally.refreshed, "run again"), (tally.cancelled, "cancelled"),
      (tally.leaving, "still running and left to end"), (tally.dropped, "dropped before they ran"),
      (tally.retired, "retired"), (tally.unchanged, "unchanged"),
    ] where count > 0 {
      parts.append("\(count) \(word)")
    }
    if sweep.limitChanged {
      parts.append(
        sweep.lastPosition.map { "only the first \($0) may run" } ?? "all may run now")
    }
    let action: Action
    switch sweep.change {
    case .create: action = .created
    case .restore: action = .restored
    case .update: action = .updated
    case .unchanged:
      action = .unchanged
      parts = []
      if sweep.stored.failed > 0 {
        parts = [
          "\(sweep.stored.failed) of \(sweep.stored.declared) points failed; "
            + "`kilim retry \(name) --failed` runs them again"
        ]
      } else if !sweep.staleReasons.isEmpty {
        parts = [
          "Stale: \(sweep.staleReasons.joined(separator: ", ")) changed since; "
            + "`kilim apply --refresh` runs it again"
        ]
      }
    case .hold:
      action = .held
      parts = ["`afterFinish: Hold`: `kilim retry \(name)` runs the new points"] + parts
    case .reject(let policy):
      action = .held
      parts = ["`\(policy)` keeps the points as they are"]
    }
    self.init(
      name: name, action: action, reason: parts.isEmpty ? nil : parts.joined(separator: ", "),
      runs: sweep.change.makesRuns ? min(tally.runs, sweep.lastPosition ?? Int.max) : 0)
    ended = tally.cancelled
    repeated = tally.refreshed + (sweep.change.makesRuns ? sweep.decision.repeats(tally) : 0)
    points = tally
  }
}

extension SweepChange {
  /// Whether new points are to run.
  fileprivate var makesRuns: Bool {
    switch self {
    case .create, .restore, .update: true
    case .unchanged, .hold, .reject: false
    }
  }
}
