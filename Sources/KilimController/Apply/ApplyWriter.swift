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
    /// The state moved, so that more runs would be made than the user allows; nothing is written.
    case tooManyRuns(wanted: Int, allowed: Int)
  }

  func write(_ plan: ApplyPlan, in transaction: StoreTransaction) throws(StoreError) -> Result {
    // Decided again here, under the write lock: between plan and apply others may have written.
    var decisions: [ApplyPlanner.Decision] = []
    decisions.reserveCapacity(plan.entries.count)
    var moved: [Change] = []
    var newRuns = 0
    for (index, entry) in plan.entries.enumerated() {
      let decision = try planner.decide(entry, in: transaction)
      let change = Change(entry.document.name, decision)
      let isNew =
        index >= plan.changes.count || plan.changes[index].action != change.action
        || plan.changes[index].endsOrRepeats != change.endsOrRepeats
      if isNew, decision.needsAgreement(plan.options) { moved.append(change) }
      newRuns += change.runs
      decisions.append(decision)
    }
    guard moved.isEmpty else { return .moved(moved) }
    if let allowed = plan.options.maxNewRuns, newRuns > allowed {
      return .tooManyRuns(wanted: newRuns, allowed: allowed)
    }
    var outcome = ApplyOutcome(changes: [], runs: [])
    for (entry, decision) in zip(plan.entries, decisions) {
      outcome.changes.append(Change(entry.document.name, decision))
      try write(entry, decision, &outcome, transaction)
    }
    return .done(outcome)
  }

  /// Decides about one entry and does it.
  func apply(
    _ entry: ApplyEntry, in transaction: StoreTransaction
  ) throws(StoreError) -> Change {
    let decision = try planner.decide(entry, in: transaction)
    var outcome = ApplyOutcome(changes: [], runs: [])
    try write(entry, decision, &outcome, transaction)
    return Change(entry.document.name, decision)
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
  ) throws(StoreError) {
    let owner = try declare(entry, in: transaction)
    if case .sweep(let comparison) = decision, let sweep = entry.sweep {
      try write(entry, sweep, comparison, owner, transaction)
      try transaction.setSuspended(owner.id, by: .manifest, sweep.spec.isSuspended)
      // Whoever applies a sweep wants to see its points ended.
      let counts = try transaction.sweep(owner.id)?.counts ?? PointCounts()
      if counts.waiting + counts.active > 0 {
        outcome.runs.append(RunName(whole: entry.document.name))
      }
      return
    }
    if case .workflow(let comparison) = decision, let workflow = entry.workflow {
      try write(workflow, comparison, owner, transaction)
      try transaction.setSuspended(owner.id, by: .manifest, workflow.spec.whole.suspend ?? false)
      if try transaction.workflow(owner.name)?.status.isTerminal == false {
        outcome.runs.append(RunName(whole: entry.document.name))
      }
      return
    }
    guard case .job(let change, let declaration) = decision else { return }
    // Of a new declaration only the wish to hold it back has to be written.
    if let job = entry.job, job.isSuspended || declaration != nil {
      try transaction.setSuspended(owner.id, by: .manifest, job.isSuspended)
    }
    let waits = try write(change, entry, owner, declaration, transaction)
    let newNumber = change.makesRun ? try transaction.nextRunNumber(of: owner.id) - 1 : nil
    outcome.runs += runs(of: entry.document.name, declaration, newNumber: newNumber, waits: waits)
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
      try makeRun(entry, owner, transaction)
    }
    if waits != waited { try transaction.setUpdatePending(owner.id, waits) }
    return waits
  }

  private func makeRun(
    _ entry: ApplyEntry, _ owner: RunOwner, _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard let job = entry.job else { return }
    try transaction.insertRuns([job.run.newRun(of: owner)])
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

extension ApplyPlanner.Decision {
  fileprivate func needsAgreement(_ options: ApplyOptions) -> Bool {
    if case .sweep(let sweep) = self {
      if case .reject = sweep.change { return true }
      return sweep.tally.cancelled + sweep.tally.refreshed > 0 && !options.isConfirmed
    }
    if case .workflow(let workflow) = self {
      return workflow.endsOrRepeats > 0 && !options.isConfirmed
    }
    guard case .job(let change, _) = self else { return false }
    if case .reject = change { return true }
    return change.needsConfirmation && !options.isConfirmed
  }
}
