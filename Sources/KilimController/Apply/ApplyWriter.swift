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
  }

  func write(_ plan: ApplyPlan, in transaction: StoreTransaction) throws(StoreError) -> Result {
    // Decided again here, under the write lock: between plan and apply others may have written.
    var decisions: [ApplyPlanner.Decision] = []
    decisions.reserveCapacity(plan.entries.count)
    var moved: [Change] = []
    for (index, entry) in plan.entries.enumerated() {
      let decision = try planner.decide(entry, in: transaction)
      let change = Change(entry.document.name, decision)
      let isNew = index >= plan.changes.count || plan.changes[index].action != change.action
      if isNew, decision.needsAgreement, !plan.options.isConfirmed { moved.append(change) }
      decisions.append(decision)
    }
    guard moved.isEmpty else { return .moved(moved) }
    var outcome = ApplyOutcome(changes: [], runs: [])
    for (entry, decision) in zip(plan.entries, decisions) {
      outcome.changes.append(Change(entry.document.name, decision))
      try write(entry, decision, &outcome, transaction)
    }
    return .done(outcome)
  }

  private func write(
    _ entry: ApplyEntry, _ decision: ApplyPlanner.Decision, _ outcome: inout ApplyOutcome,
    _ transaction: StoreTransaction
  ) throws(StoreError) {
    let source = entry.document.source
    let put = try transaction.putObject(
      entry.document.name,
      ObjectContent(
        spec: entry.spec, metadata: entry.metadata, identity: entry.job?.identity,
        source: DefinitionSource(
          file: source.file, line: source.line, directory: source.directory)),
      now: now)
    guard case .job(let change, let declaration) = decision else { return }
    try write(change, entry, put.owner, declaration, transaction)
    outcome.runs += runs(
      after: change, entry.document.name, declaration,
      newNumber: change.makesRun ? try transaction.nextRunNumber(of: put.owner.id) - 1 : nil)
  }

  private func write(
    _ change: JobChange, _ entry: ApplyEntry, _ owner: RunOwner,
    _ declaration: DeclarationSummary?, _ transaction: StoreTransaction
  ) throws(StoreError) {
    let newest = declaration?.newestRun
    switch change {
    case .restore, .unchanged, .reject: break
    case .update, .hold:
      if declaration?.updatePending == true { try transaction.setUpdatePending(owner.id, false) }
    case .waitBehind: try transaction.setUpdatePending(owner.id, true)
    case .cancelThenRun:
      if let newest { _ = try transaction.requestCancel(newest.id, now: now) }
      try transaction.setUpdatePending(owner.id, true)
    case .supersede:
      if let newest { try transaction.record(newest.id, .superseded, now) }
      try makeRun(entry, owner, transaction)
    case .create: try makeRun(entry, owner, transaction)
    case .rerun:
      if let newest { try transaction.abandonIfLost(newest.id, now) }
      if declaration?.updatePending == true { try transaction.setUpdatePending(owner.id, false) }
      try makeRun(entry, owner, transaction)
    }
  }

  private func makeRun(
    _ entry: ApplyEntry, _ owner: RunOwner, _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard let job = entry.job else { return }
    try transaction.insertRuns([job.run.newRun(of: owner)])
  }

  /// The runs that somebody who applies a job wants to see ended.
  private func runs(
    after change: JobChange, _ name: ResourceName, _ declaration: DeclarationSummary?,
    newNumber: Int?
  ) -> [RunName] {
    if let newNumber { return [RunName(owner: name, number: newNumber)] }
    switch change {
    // The old run's end is not what was asked for: only the run behind it counts.
    case .waitBehind(let run), .cancelThenRun(let run):
      return [RunName(owner: name, number: run + 1)]
    default:
      guard let newest = declaration?.newestRun, !newest.status.isTerminal else { return [] }
      return [RunName(owner: name, number: newest.number)]
    }
  }
}

extension ApplyPlanner.Decision {
  fileprivate var needsAgreement: Bool {
    if case .job(let change, _) = self { return change.needsConfirmation }
    return false
  }
}

extension StoreTransaction {
  func record(_ run: RunID, _ event: RunEvent, _ now: Timestamp) throws(StoreError) {
    try record([RunUpdate(run: run, events: [TimedEvent(event, at: now)])])
  }

  /// A lost run that is run again is given up.
  func abandonIfLost(_ run: RunID, _ now: Timestamp) throws(StoreError) {
    guard try self.run(run)?.state.isLost == true else { return }
    try record(run, .abandoned, now)
  }
}
