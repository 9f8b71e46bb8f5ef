import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

/// Workflows and their steps.
extension ControlPlane {
  /// Nil for a workflow that was never applied or was removed.
  package func workflow(_ name: ResourceName) throws(EngineError) -> WorkflowReport? {
    let catalog = try catalog()
    return try read { reader throws(StoreError) -> WorkflowReport? in
      guard let object = try reader.object(name), object.deleted == nil else { return nil }
      var report = try workflowReport(on: object, reader)
      report?.stale = try staleSteps(of: object, catalog, reader)
      return report
    }
  }

  /// Compiles the steps anew and reads their files: for something that somebody looks at.
  private func staleSteps(
    of object: ObjectRecord, _ catalog: Catalog, _ reader: StoreReader
  ) throws(StoreError) -> [StaleStep] {
    guard let spec = SpecCoding.workflowSpec(fromJSON: object.content.spec),
      let record = try reader.workflow(object.name)
    else { return [] }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: catalog)
    return try StaleSteps(components: StepComponents(factory, object), reader: reader)
      .find(spec, record)
  }

  /// All workflows that stand, by name.
  package func workflows(labels: [String: String] = [:]) throws(EngineError) -> [WorkflowReport] {
    try read { reader throws(StoreError) in
      var reports: [WorkflowReport] = []
      for object in try reader.objects(kind: .workflow, labels: labels) {
        if let report = try workflowReport(on: object, reader) { reports.append(report) }
      }
      return reports
    }
  }

  private func workflowReport(
    on object: ObjectRecord, _ reader: StoreReader
  ) throws(StoreError) -> WorkflowReport? {
    guard let record = try reader.workflow(object.name) else { return nil }
    let rows = try reader.steps(of: record.id)
    let structure = SpecCoding.workflowSpec(fromJSON: object.content.spec)
      .flatMap { WorkflowStructure.of($0, source: nil, outer: .any).structure }
    let needs = Dictionary(
      (structure?.steps ?? []).map { step in
        (step.name, step.needs.compactMap { structure?.steps[$0].name })
      }, uniquingKeysWith: { first, _ in first })
    return WorkflowReport(
      object: try report(on: object, reader),
      steps: try rows.map { row throws(StoreError) in
        try report(on: row, needs: needs[row.name] ?? [], reader)
      }, state: try reader.state(of: record, rows))
  }

  private func report(
    on row: StepRecord, needs: [String], _ reader: StoreReader
  ) throws(StoreError) -> StepReport {
    var report = StepReport(
      name: row.name, state: row.state, object: row.object?.name, reason: row.reason, needs: needs)
    guard let object = row.object?.name else { return report }
    if let run = row.object?.run ?? row.reusedRun {
      report.run = try reader.ledgerEntry(run).map { RunName(owner: $0.owner, number: $0.number) }
    }
    if object.kind == .sweep { report.points = try reader.sweep(object)?.counts }
    if object.kind == .workflow, let inner = try reader.workflow(object) {
      let steps = try reader.steps(of: inner.id)
      report.steps = StepCounts(
        done: steps.count { $0.state == .finished || $0.state == .skipped }, total: steps.count)
    }
    return report
  }

  /// The run elsewhere whose outputs a step has that has no run of its own; nil for none.
  package func takenOverRun(of job: ResourceName) throws(EngineError) -> RunName? {
    try read { reader throws(StoreError) -> RunName? in
      guard let object = try reader.object(job), let owner = try reader.stepOwner(of: object.id),
        let row = try reader.steps(of: owner.workflow).first(where: { $0.name == owner.step }),
        row.object?.run == nil, let run = row.reusedRun, let entry = try reader.ledgerEntry(run)
      else { return nil }
      return RunName(owner: entry.owner, number: entry.number)
    }
  }

  /// Cancels what of a workflow runs, and starts none of its steps any more. The names of the runs
  /// that are being cancelled.
  package func cancelWorkflow(
    _ name: ResourceName
  ) throws(EngineError) -> (changes: [Change], runs: [RunName]) {
    let end = WorkflowEnd(now: surroundings.now())
    return try write { transaction throws(StoreError) in
      guard let record = try transaction.workflow(name) else { throw .notFound("\(name)") }
      guard !record.status.isTerminal else {
        let reason = "it has ended already (\(record.status.name))"
        return ([Change(name: name, action: .unchanged, reason: reason)], [])
      }
      let runs = try end.cancel(name, transaction)
      let reason = "\(runs.count) \(runs.count == 1 ? "run" : "runs"); no step is started any more"
      return ([Change(name: name, action: .cancelled, reason: reason)], runs)
    }
  }

  /// Lets a workflow carry on that failed or was cancelled: the steps that did not end well run
  /// again, and those after them.
  package func retryWorkflow(_ name: ResourceName) throws(EngineError) -> ApplyOutcome {
    let rows = try read { reader throws(StoreError) -> [StepRecord] in
      guard let record = try reader.workflow(name) else { throw .notFound("\(name)") }
      guard record.status.isTerminal || record.isHalted else { return [] }
      return try reader.steps(of: record.id).filter {
        $0.state == .failed || $0.state == .cancelled
      }
    }
    var outcome = ApplyOutcome(changes: [], runs: [])
    for row in rows {
      guard let object = row.object?.name else { continue }
      let inner: ApplyOutcome
      switch object.kind {
      case .workflow: inner = try retryWorkflow(object)
      case .sweep: inner = try retrySweep(object, all: true)
      default: inner = try retry([object])
      }
      outcome.changes += inner.changes
    }
    return try carryOn(name, rows, outcome)
  }

  private func carryOn(
    _ name: ResourceName, _ rows: [StepRecord], _ outcome: ApplyOutcome
  ) throws(EngineError) -> ApplyOutcome {
    try write { transaction throws(StoreError) in
      guard let record = try transaction.workflow(name) else { throw .notFound("\(name)") }
      var outcome = outcome
      // A retried step has woken it already.
      guard !rows.isEmpty || record.isHalted else {
        let reason =
          record.status.isTerminal ? "no step failed or was cancelled" : "it has not ended"
        outcome.changes.append(Change(name: name, action: .unchanged, reason: reason))
        return outcome
      }
      for row in rows where row.object == nil { try transaction.forgetStep(record.id, row.name) }
      try transaction.setWorkflow(record.id, .pending, isHalted: false)
      try transaction.wakeWorkflows(around: record.id)
      let reason = "\(rows.count) \(rows.count == 1 ? "step" : "steps") again, and those after"
      outcome.changes.append(Change(name: name, action: .rerun, reason: reason))
      outcome.runs = [RunName(whole: name)]
      return outcome
    }
  }
}
