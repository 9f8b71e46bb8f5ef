import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Writes what applying decides, inside the caller's transaction.
struct ApplyWriter {
  let planner: ApplyPlanner
  let now: Timestamp

  enum Result {
    case done(ApplyOutcome)
    /// Changes that nobody agreed to, since the state moved: the transaction must write nothing.
    case moved([Change])
    /// The state moved, so that more would be done than the user allows; nothing is written.
    case overLimit(ApplyRefusal)
  }

  func write(_ plan: ApplyPlan, in transaction: StoreTransaction) throws(StoreError) -> Result {
    // Decided again here, under the write lock: between plan and apply others may have written.
    var decisions: [ApplyPlanner.Decision] = []
    decisions.reserveCapacity(plan.entries.count)
    var changes: [Change] = []
    var moved: [Change] = []
    let guards = ApplyGuards(options: plan.options)
    for (index, entry) in plan.entries.enumerated() {
      let decision = try planner.decide(entry, in: transaction)
      let change = Change(entry, decision)
      let isNew = index >= plan.changes.count || !plan.changes[index].covers(change)
      if isNew, decision.isRejection || guards.needsAgreement(change) {
        moved.append(change)
      } else if plan.options.isExact, isNew || plan.changes[index] != change {
        moved.append(change)
      }
      changes.append(change)
      decisions.append(decision)
    }
    let inventory = try InventoryComparison(plan, in: transaction)
    let expected = plan.changes.dropFirst(plan.entries.count)
    for change in inventory.changes where !expected.contains(change) {
      if plan.options.isExact || change.action == .pruned { moved.append(change) }
    }
    guard moved.isEmpty else { return .moved(moved) }
    if let refusal = guards.overLimit(changes) { return .overLimit(refusal) }
    var outcome = ApplyOutcome(changes: changes + inventory.changes, runs: [])
    var owners: [ObjectID] = []
    for (entry, decision) in zip(plan.entries, decisions) {
      owners.append(try write(entry, decision, &outcome, transaction))
    }
    try inventory.write(owners, now: now, in: transaction)
    outcome.ending += inventory.ending
    return .done(outcome)
  }

  /// Decides about one entry and does it.
  func apply(_ entry: ApplyEntry, in transaction: StoreTransaction) throws(StoreError) {
    let decision = try planner.decide(entry, in: transaction)
    var outcome = ApplyOutcome(changes: [], runs: [])
    _ = try write(entry, decision, &outcome, transaction)
  }

  /// Stores what an entry declares.
  func declare(
    _ entry: ApplyEntry, in transaction: StoreTransaction
  ) throws(StoreError) -> RunOwner {
    try transaction.putObject(
      entry.document.name,
      ObjectContent(
        spec: entry.spec, metadata: entry.metadata, identity: entry.identity,
        source: entry.origin),
      now: now
    ).owner
  }

  private func write(
    _ entry: ApplyEntry, _ decision: ApplyPlanner.Decision, _ outcome: inout ApplyOutcome,
    _ transaction: StoreTransaction
  ) throws(StoreError) -> ObjectID {
    let owner = try declare(entry, in: transaction)
    if case .sweep(let comparison) = decision, let sweep = entry.sweep {
      try write(entry, sweep, comparison, owner, transaction)
      try transaction.setSuspended(owner.id, by: .manifest, sweep.spec.isSuspended)
      // Whoever applies a sweep wants to see its points ended.
      let counts = try transaction.sweep(owner.id)?.counts ?? PointCounts()
      if counts.waiting + counts.active > 0 {
        outcome.runs.append(RunName(whole: entry.document.name))
      }
      return owner.id
    }
    if case .workflow(let comparison) = decision, let workflow = entry.workflow {
      try write(workflow, comparison, owner, transaction)
      try transaction.setSuspended(owner.id, by: .manifest, workflow.spec.whole.suspend ?? false)
      if try transaction.workflow(owner.name)?.status.isTerminal == false {
        outcome.runs.append(RunName(whole: entry.document.name))
      }
      return owner.id
    }
    guard case .job(let change, let declaration, _) = decision else { return owner.id }
    // Of a new declaration only the wish to hold it back has to be written.
    if let job = entry.job, job.isSuspended || declaration != nil {
      try transaction.setSuspended(owner.id, by: .manifest, job.isSuspended)
    }
    let waits = try write(change, entry, owner, declaration, transaction)
    if case .recall(_, .cancelled(let number), _) = change {
      outcome.ending.append(RunName(owner: entry.document.name, number: number))
    }
    let newNumber = change.makesRun ? try transaction.nextRunNumber(of: owner.id) - 1 : nil
    outcome.runs += runs(of: entry.document.name, declaration, newNumber: newNumber, waits: waits)
    return owner.id
  }

  /// Whether the declaration waits behind a run afterwards.
  private func write(
    _ change: JobChange, _ entry: ApplyEntry, _ owner: RunOwner,
    _ declaration: DeclarationSummary?, _ transaction: StoreTransaction
  ) throws(StoreError) -> Bool {
    let newest = declaration?.newestRun
    let waited = declaration?.updatePending == true
    var waits = false
    switch change {
    case .restore, .reject: break
    case .unchanged, .update:
      // What waits goes on waiting, unless this is the way back to what runs now.
      let isBack = entry.job.map { declaration?.isBack(to: $0) == true } ?? false
      waits = waited && !isBack
    case .hold: break
    case .recall(_, let other, _):
      switch (other, newest) {
      case (.superseded, let newest?): try transaction.record(newest.id, .superseded, now)
      case (.cancelled, let newest?): _ = try transaction.requestCancel(newest.id, now: now)
      default: break
      }
    case .waitBehind: waits = true
    case .cancelThenRun:
      if let newest { _ = try transaction.requestCancel(newest.id, now: now) }
      waits = true
    case .supersede:
      if let newest { try transaction.record(newest.id, .superseded, now) }
      try makeRun(entry, owner, transaction)
    case .create: try makeRun(entry, owner, transaction)
    case .rerun:
      if let newest { try transaction.abandonIfLost(newest.id, now) }
      try makeRun(entry, owner, transaction, change.request)
    }
    if waits != waited { try transaction.setUpdatePending(owner.id, waits) }
    return waits
  }

  private func makeRun(
    _ entry: ApplyEntry, _ owner: RunOwner, _ transaction: StoreTransaction,
    _ request: RunRequest? = nil
  ) throws(StoreError) {
    guard let job = entry.job else { return }
    var run = job.run.newRun(of: owner)
    run.request = request
    try transaction.insertRuns([run])
  }

  /// The runs that somebody who applies a job wants to see ended.
  private func runs(
    of name: ResourceName, _ declaration: DeclarationSummary?, newNumber: Int?, waits: Bool
  ) -> [RunName] {
    if let newNumber { return [RunName(owner: name, number: newNumber)] }
    guard let newest = declaration?.newestRun else { return [] }
    // The old run's end is not what was asked for: only the run behind it counts.
    if waits { return [RunName(owner: name, number: newest.number + 1)] }
    return newest.status.isTerminal ? [] : [RunName(owner: name, number: newest.number)]
  }
}

extension JobChange {
  fileprivate var request: RunRequest? {
    guard case .rerun(_, .refreshed) = self else { return nil }
    return .refresh
  }
}

extension ApplyPlanner.Decision {
  fileprivate var isRejection: Bool {
    switch self {
    case .job(.reject, _, _): return true
    case .sweep(let sweep):
      guard case .reject = sweep.change else { return false }
      return true
    case .job, .definition, .workflow: return false
    }
  }
}
