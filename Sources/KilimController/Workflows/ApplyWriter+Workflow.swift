import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

extension ApplyWriter {
  /// Writes what applying decides of a workflow: its steps by name; what they run is the engine's.
  func write(
    _ workflow: WorkflowFacts, _ comparison: WorkflowComparison, _ owner: RunOwner,
    _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard comparison.change != .unchanged else { return }
    if comparison.isDeclared {
      let gone = try transaction.putWorkflow(owner.id, steps: workflow.spec.steps.map(\.name))
      for step in gone {
        guard let object = step.object else { continue }
        try WorkflowEnd(now: now).remove(object.name, transaction)
      }
    }
    if comparison.refreshes {
      for step in comparison.stale {
        guard let name = step.path.split(separator: "/").last else { continue }
        try transaction.refreshStep(step.workflow, String(name))
      }
    }
    try transaction.wakeWorkflows(around: owner.id)
  }
}

/// Ends what was made of the steps of workflows.
struct WorkflowEnd {
  let now: Timestamp

  /// Removes the declaration of a step; what runs of it is cancelled. Outputs and ledger stay.
  func remove(_ name: ResourceName, _ transaction: StoreTransaction) throws(StoreError) {
    _ = try cancel(name, transaction)
    if name.kind == .workflow, let record = try transaction.workflow(name) {
      for step in try transaction.steps(of: record.id) {
        if let object = step.object { try remove(object.name, transaction) }
      }
    }
    _ = try transaction.markDeleted(name, now: now)
  }

  /// Cancels what runs of an object and of its steps, and starts no more.
  ///
  /// - Returns: The runs that are being cancelled.
  func cancel(
    _ name: ResourceName, _ transaction: StoreTransaction
  ) throws(StoreError) -> [RunName] {
    var runs: [RunName] = []
    switch name.kind {
    case .workflow:
      guard let record = try transaction.workflow(name) else { return [] }
      for step in try transaction.steps(of: record.id) {
        if let object = step.object { runs += try cancel(object.name, transaction) }
      }
      if !record.status.isTerminal {
        try transaction.setWorkflow(record.id, record.status, isHalted: true)
      }
    case .sweep:
      guard let sweep = try transaction.sweep(name) else { return [] }
      try transaction.moveAllPoints(of: sweep.id, from: .waiting, to: .cancelled)
      try transaction.moveAllPoints(of: sweep.id, from: .restarting, to: .active)
      for run in try transaction.activeRuns(ofSweep: sweep.id) {
        _ = try transaction.requestCancel(run.id, now: now)
        runs.append(RunName(owner: run.owner.name, number: run.number))
      }
    default:
      guard let newest = try transaction.newestRun(of: name), !newest.state.isSettled else {
        return []
      }
      _ = try transaction.requestCancel(newest.id, now: now)
      runs.append(RunName(owner: name, number: newest.number))
    }
    return runs
  }
}
