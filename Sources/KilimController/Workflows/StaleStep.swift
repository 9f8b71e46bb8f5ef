import KilimManifest
package import KilimModel
package import KilimStore

/// A step that is declared as it was, with the values that it took, while its App, its bundle or an
/// input beside the manifest has changed since.
package struct StaleStep: Sendable, Hashable {
  /// From the outer workflow down: `train`, `inner/train`.
  package var path: String
  /// Of the workflow that the step stands in.
  package var workflow: ObjectID
  package var object: ResourceName
  /// What has changed: `the App`, ``the input `data` ``.
  package var reasons: [String]
  /// What running it again comes to.
  var cost: StepCost

  /// ``the App and the input `data` of `train` ``.
  package var words: String { "\(reasons.joined(separator: " and ")) of `\(path)`" }
}

extension WorkflowStep {
  /// The name of what is made of the step.
  func objectName(in workflow: ResourceName) -> ResourceName {
    let kind: ResourceKind = job != nil ? .job : sweep != nil ? .sweep : .workflow
    return ResourceName(kind, "\(workflow.name)/\(name)")
  }
}

/// Finds the stale steps of a workflow and of those inside of it.
struct StaleSteps {
  let components: StepComponents
  let reader: StoreReader

  /// - Parameter besides: steps that are not asked for, since they are declared anew.
  func find(
    _ spec: WorkflowSpec, _ record: WorkflowRecord, besides: Set<String> = [],
    below path: String = ""
  ) throws(StoreError) -> [StaleStep] {
    let rows = Dictionary(
      try reader.steps(of: record.id).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }
    )
    var found: [StaleStep] = []
    for step in spec.steps where !besides.contains(step.name) {
      guard let row = rows[step.name], let object = row.object, !object.isDeleted else { continue }
      if let inner = step.workflow {
        guard let record = try reader.workflow(object.name) else { continue }
        found += try find(inner, record, below: "\(path)\(step.name)/")
      } else if row.state != .skipped, let values = row.values,
        let stale = try stale(step, row, object, values)
      {
        found.append(
          StaleStep(
            path: path + step.name, workflow: record.id, object: object.name,
            reasons: stale.reasons, cost: stale.cost))
      }
    }
    return found
  }

  private func stale(
    _ step: WorkflowStep, _ row: StepRecord, _ object: StepRecord.Object, _ values: String
  ) throws(StoreError) -> (reasons: [String], cost: StepCost)? {
    let before: String?
    var runs = 1
    if step.job != nil {
      // A newer declaration of it waits anyway.
      guard !object.updatePending, let run = object.run ?? row.reusedRun else { return nil }
      before = try reader.components(of: run)
    } else {
      before = try reader.components(ofSweep: object.id)
      let counts = try reader.sweep(object.id)?.counts ?? PointCounts()
      runs = counts.done + counts.failed
    }
    guard let before, runs > 0,
      let made = components.made(of: step, as: object.name, values: values)
    else { return nil }
    let reasons = StaleReasons.between(before, made.components)
    return reasons.isEmpty
      ? nil : (reasons, StepCost(runs: runs, coreHours: Double(runs) * made.coreHours))
  }
}
