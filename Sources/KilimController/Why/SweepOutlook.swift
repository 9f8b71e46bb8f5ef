import KilimModel
import KilimStore

/// Why no more points of a sweep run.
struct SweepOutlook {
  var object: ObjectRecord
  var sweep: SweepRecord

  var outlook: WhyReport.Outlook {
    let (name, counts) = (object.name, sweep.counts)
    if object.deleted != nil {
      return .init(.removed, "its declaration was removed; points that ended keep their results")
    }
    if sweep.isStopped, counts.waiting > 0 {
      return .init(
        .failed,
        "FailureLimitReached: \(counts.failed) points failed, \(counts.waiting) were not started",
        command: "kilim retry \(name) --failed")
    }
    if let last = sweep.settings.lastPosition, counts.waiting > 0, !sweep.hasStartable {
      return .init(
        .limited, "--limit \(last): \(counts.waiting) points wait for an apply without it",
        command: "kilim apply -f FILE")
    }
    if counts.active + counts.waiting > 0 {
      return .init(.goesOn, "\(counts.active) points run and \(counts.waiting) wait for a place")
    }
    if counts.failed > 0 {
      return .init(
        .failed, "\(counts.failed) points failed, and are repeated only when asked for",
        command: "kilim retry \(name) --failed")
    }
    if counts.cancelled > 0 {
      return .init(
        .cancelled, "\(counts.cancelled) points were cancelled, or are held",
        command: "kilim retry \(name)")
    }
    return .init(
      .unchanged, "every point has its result, and nothing that can change one has changed since")
  }

  static func stale(_ differences: [IdentityDifference]) -> WhyReport.Outlook {
    .init(
      .stale, "Stale: what its points use has changed since, and its own text has not",
      command: "kilim apply --refresh -f FILE", differences)
  }
}

/// Why a point does not run again, or what it waits for.
struct PointOutlook {
  var name: ResourceName
  var sweep: SweepRecord
  var point: PointRecord
  var isRemoved: Bool

  var outlook: WhyReport.Outlook {
    if isRemoved { return .init(.removed, "the sweep was removed") }
    switch point.state {
    case .waiting: return waiting
    case .active: return .init(.goesOn, "its run goes on")
    case .restarting: return .init(.waits, "its run is being cancelled; afterwards it runs again")
    case .finished:
      return .init(
        .unchanged, "it has its result, and its identity has not changed",
        command: "kilim rerun \(name)")
    case .reused:
      return .init(
        .unchanged, "a run of the same identity had its result already",
        command: "kilim rerun \(name)")
    case .failed:
      return .init(
        .failed, "its run failed, and is repeated only when asked for",
        command: "kilim retry \(name)")
    case .cancelled:
      return .init(
        .cancelled, "it was cancelled or is held, and runs only when asked for",
        command: "kilim retry \(name)")
    case .droppedWaiting, .droppedCancelling, .droppedActive, .retiredFinished, .retiredFailed,
      .retiredCancelled, .retiredReused:
      return .init(
        .removed, "it is no part of the sweep any more; it counts again if it comes back")
    }
  }

  private var waiting: WhyReport.Outlook {
    if sweep.isStopped {
      return .init(
        .waits, "FailureLimitReached: no point is started any more",
        command: "kilim retry \(sweep.name)")
    }
    if let last = sweep.settings.lastPosition, point.position > last {
      return .init(
        .limited, "--limit \(last): it waits for an apply without it",
        command: "kilim apply -f FILE")
    }
    return .init(.waits, "it waits for a place: points start in the order of their positions")
  }
}
