import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// A step that is ready to be applied.
struct PreparedStep: Sendable {
  var name: ResourceName
  var entry: ApplyEntry
}

/// Applies steps of workflows as if somebody applied them as manifests, inside the engine's
/// transaction.
struct StepWriter {
  let writer: ApplyWriter

  init(surroundings: Surroundings, now: Timestamp) {
    // Who applied the workflow has agreed to what becomes of its steps.
    writer = ApplyWriter(
      planner: ApplyPlanner(surroundings: surroundings, options: .confirmedSteps), now: now)
  }

  func write(
    _ step: PreparedStep, _ row: StepRecord, of workflow: WorkflowRecord,
    in transaction: StoreTransaction
  ) throws(StoreError) {
    var row = row
    if let run = try reusableRun(for: step, transaction) {
      let owner = try writer.declare(step.entry, in: transaction)
      row.object = .init(id: owner.id, name: step.name)
      row.reusedRun = run
      row.state = .finished
      row.reason = "its outputs are those of an equal run"
      return try transaction.setStep(workflow.id, row)
    }
    try writer.apply(step.entry, in: transaction)
    guard let object = try transaction.object(step.name) else { throw .notFound("\(step.name)") }
    row.object = .init(id: object.id, name: step.name)
    try transaction.setStep(workflow.id, row)
  }

  /// A finished run elsewhere with the same identity, whose outputs are still there; only for a
  /// step that has no run of its own.
  private func reusableRun(
    for step: PreparedStep, _ transaction: StoreTransaction
  ) throws(StoreError) -> RunID? {
    guard let job = step.entry.job, try transaction.newestRun(of: step.name) == nil,
      let run = try transaction.finishedRun(job.fullIdentity),
      let record = try transaction.run(run),
      let outputs = try StepOutputs(record, transaction),
      outputs.outputs.existingDirectory != nil
    else { return nil }
    return run
  }
}

extension ApplyOptions {
  fileprivate static var confirmedSteps: ApplyOptions {
    var options = ApplyOptions()
    options.isConfirmed = true
    return options
  }
}
