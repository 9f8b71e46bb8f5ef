import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// What becomes of the runs of an object that is pruned: of a Job's newest one, or of a Sweep's
/// points.
struct PrunedRuns {
  private var runs: [(record: RunRecord, end: End)] = []
  /// Points of a Sweep that have no run yet.
  private var waiting = 0
  /// What was made of the steps of a Workflow.
  private var steps: [(member: InventoryMember, runs: PrunedRuns)] = []

  private enum End {
    /// Over, or lost.
    case none
    /// It was not submitted: it ends at once.
    case drop
    case cancel
    case letFinish
  }

  init() {}

  init(of member: InventoryMember, in reader: StoreReader) throws(StoreError) {
    let object = try reader.object(member.name)
    if let workflow = try reader.workflow(member.name) {
      for step in try reader.steps(of: workflow.id) {
        guard let object = step.object else { continue }
        let member = InventoryMember(
          id: object.id, name: object.name, isDeleted: object.isDeleted)
        steps.append((member, try PrunedRuns(of: member, in: reader)))
      }
      return
    }
    if let sweep = try reader.sweep(member.name) {
      let spec = object.flatMap { SpecCoding.sweepSpec(fromJSON: $0.content.spec) }
      waiting = sweep.counts.waiting
      runs = try reader.activeRuns(ofSweep: sweep.id).map {
        ($0, Self.end(of: $0, spec?.whole.onPrune))
      }
    } else if let newest = try reader.newestRun(of: member.name) {
      let spec = object.flatMap { SpecCoding.jobSpec(fromJSON: $0.content.spec) }
      runs = [(newest, Self.end(of: newest, spec?.onPrune))]
    }
  }

  /// Runs that have begun or wait, and that are cancelled.
  var endedCount: Int { count(.drop) + count(.cancel) }

  /// Those that may go on to their end.
  private var leftCount: Int { count(.letFinish) }

  /// Those that an engine has to end.
  var ending: [RunName] {
    runs.filter { $0.end == .cancel }.map {
      RunName(owner: $0.record.owner.name, number: $0.record.number)
    } + steps.flatMap(\.runs.ending)
  }

  private func count(_ end: End) -> Int {
    runs.count { $0.end == end } + steps.reduce(0) { $0 + $1.runs.count(end) }
  }

  private static func end(of run: RunRecord, _ policy: PrunePolicy?) -> End {
    guard !run.state.isSettled else { return .none }
    let held = run.state.status == .blocked || run.state.status == .paused
    let status = (held ? run.state.resume : run.state.status) ?? .pending
    if status.isBeforeLaunch { return .drop }
    return status == .queued || policy == .cancel ? .cancel : .letFinish
  }

  func end(
    of member: InventoryMember, now: Timestamp, in transaction: StoreTransaction
  ) throws(StoreError) {
    for (run, end) in runs {
      if run.owner.point > 0 { try leave(run, end, transaction) }
      switch end {
      case .none: try transaction.abandonIfLost(run.id, now)
      case .drop:
        if try transaction.requestCancel(run.id, now: now) {
          try transaction.record(run.id, .cancelled, now)
        }
      case .cancel: _ = try transaction.requestCancel(run.id, now: now)
      case .letFinish: break
      }
    }
    for (step, runs) in steps {
      try runs.end(of: step, now: now, in: transaction)
      _ = try transaction.markDeleted(step.name, now: now)
    }
    guard member.name.kind == .sweep else { return }
    try transaction.moveAllPoints(of: member.id, from: .waiting, to: .droppedWaiting)
    try transaction.writePointCounts()
  }

  /// Takes the point of a run out of its sweep.
  private func leave(
    _ run: RunRecord, _ end: End, _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard let point = try transaction.point(run.owner.id, run.owner.point) else { return }
    let lets = end == .letFinish || end == .none
    if let after = PointRule.state(
      of: point.state, isWanted: false, removal: lets ? .lets : .cancels)
    {
      try transaction.setPoint(run.owner.id, run.owner.point, from: point.state, to: after)
    }
  }
}

extension PrunedRuns {
  /// For people: what follows "no longer declared; ".
  var words: String {
    if let (run, end) = runs.first, run.owner.point == 0 {
      return switch end {
      case .none: Self.nothing
      case .drop: "run #\(run.number), which has not started, is cancelled"
      case .cancel: "run #\(run.number) is cancelled"
      case .letFinish: "run #\(run.number) goes on to its end"
      }
    }
    if !steps.isEmpty { return "\(endedCount) runs cancelled, \(leftCount) left to end" }
    let parts = [
      waiting > 0 ? "\(Self.points(waiting)) not started" : nil,
      endedCount > 0 ? "\(Self.points(endedCount)) cancelled" : nil,
      count(.letFinish) > 0 ? "\(Self.points(count(.letFinish))) left to end" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? Self.nothing : parts.joined(separator: ", ")
  }

  private static let nothing = "outputs and ledger stay"

  private static func points(_ count: Int) -> String { "\(count) point\(count == 1 ? "" : "s")" }
}
