import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// A step that is ready to be applied.
struct PreparedStep: Sendable {
  var name: ResourceName
  var entry: ApplyEntry
  /// What has ended runs again when what it uses is not what it was.
  var refreshes = false
  /// The run elsewhere whose outputs were the step's until now.
  var takenOver: RunID?
  /// It takes other values than before.
  var hasNewValues = false
}

/// Applies steps of workflows as if somebody applied them as manifests, inside the engine's
/// transaction.
struct StepWriter {
  let surroundings: Surroundings
  let now: Timestamp

  private func writer(refreshes: Bool = false) -> ApplyWriter {
    ApplyWriter(
      planner: ApplyPlanner(surroundings: surroundings, options: .ofSteps(refresh: refreshes)),
      now: now)
  }

  func write(
    _ step: PreparedStep, _ row: StepRecord, of workflow: WorkflowRecord,
    in transaction: StoreTransaction
  ) throws(StoreError) {
    var row = row
    if let run = try transaction.reusableRun(for: step) {
      let owner = try writer().declare(step.entry, in: transaction)
      row.object = .init(id: owner.id, name: step.name)
      row.reusedRun = run
      row.state = .finished
      row.reason = "its outputs are those of an equal run"
      return try transaction.setStep(workflow.id, row)
    }
    try writer(refreshes: step.refreshes).apply(step.entry, in: transaction)
    guard let object = try transaction.object(step.name) else { throw .notFound("\(step.name)") }
    row.object = .init(id: object.id, name: step.name)
    try transaction.setStep(workflow.id, row)
    // Its own steps take them too.
    if step.name.kind == .workflow, step.hasNewValues {
      try transaction.wakeWorkflow(object.id)
    }
  }
}

extension StoreReader {
  /// A finished run elsewhere whose outputs are a step's, and still there; only for a step that has
  /// no run of its own.
  ///
  /// Where only what the step uses has changed, that is the one that it had: it is Stale, as a Job
  /// would be.
  func reusableRun(for step: PreparedStep) throws(StoreError) -> RunID? {
    guard let job = step.entry.job, try newestRun(of: step.name) == nil else { return nil }
    if !step.refreshes, let run = step.takenOver,
      try identityComponents(of: run)?.job == job.components.job, try hasOutputs(run)
    {
      return run
    }
    guard let run = try finishedRun(job.fullIdentity), try hasOutputs(run) else { return nil }
    return run
  }

  private func hasOutputs(_ run: RunID) throws(StoreError) -> Bool {
    guard let record = try self.run(run), let outputs = try StepOutputs(record, self) else {
      return false
    }
    return outputs.outputs.existingDirectory != nil
  }
}

extension ApplyOptions {
  /// Who applied the workflow has agreed to what becomes of its steps.
  static func ofSteps(refresh: Bool = false) -> ApplyOptions {
    var options = ApplyOptions()
    options.isConfirmed = true
    options.refresh = refresh
    return options
  }
}
