import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Finds the values that steps of one workflow take from each other.
struct StepReader {
  let reader: StoreReader
  let stateDirectory: StateDirectory
  let steps: [WorkflowStep]
  let rows: [StepRecord]
  let states: [StepState]
  /// What the step that the workflow is took of the steps around it.
  var outer: StepValues?

  /// The value of a reference to a step that has ended.
  func value(of reference: StepReference) throws(StoreError) -> Result<StepValue, StepProblem> {
    guard let index = steps.firstIndex(where: { $0.name == reference.step }) else {
      if let value = outer?.values[reference] { return .success(value) }
      return .failure(StepProblem("there is no step `\(reference.step)`"))
    }
    if case .status = reference.value {
      let name = states[index].statusName ?? "PENDING"
      return .success(StepValue(text: name, identity: name))
    }
    let (step, row) = (steps[index], rows[index])
    guard let object = row.object else {
      return .failure(StepProblem("`${\(reference)}`: the step has not run"))
    }
    if case .pointsFile = reference.value {
      return try pointsFile(of: object.name, step)
    }
    var run = try reader.newestRun(of: object.name)
    if run == nil, let reused = row.reusedRun { run = try reader.run(reused) }
    guard let run else {
      return .failure(StepProblem("`${\(reference)}`: the step has no run"))
    }
    guard run.collected == nil, let outputs = try StepOutputs(run, reader),
      outputs.outputs.existingDirectory != nil
    else {
      return .failure(
        StepProblem(
          "`${\(reference)}`: the outputs of \(RunName(owner: run.owner.name, number: run.number)) are gone",
          isGone: true))
    }
    return Result { () throws(StepProblem) in try value(reference, of: step, outputs) }
  }

  private func value(
    _ reference: StepReference, of step: WorkflowStep, _ outputs: StepOutputs
  ) throws(StepProblem) -> StepValue {
    switch reference.value {
    case .archiveDirectory:
      return StepValue(text: outputs.plan.archive.directory, identity: outputs.identity)
    case .outputDirectory:
      return StepValue(text: outputs.plan.directories.output, identity: outputs.identity)
    case .result(let name):
      guard let field = step.job?.results.first(where: { $0.name == name }) else {
        throw StepProblem("the step `\(step.name)` has no result `\(name)`")
      }
      let value = try outputs.result(field)
      let text = value.plainText ?? value.text
      return StepValue(text: text, identity: "value " + text)
    case .pointsFile, .status: throw StepProblem("`${\(reference)}` has no value")
    }
  }

  private func pointsFile(
    of sweep: ResourceName, _ step: WorkflowStep
  ) throws(StoreError) -> Result<StepValue, StepProblem> {
    let file = try PointsFile(of: sweep, results: step.sweep?.whole.results ?? [], reader)
    return Result { () throws(StepProblem) in
      StepValue(text: try file.write(in: stateDirectory), identity: file.identity)
    }
  }
}
