import KilimController
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimReport

extension Session {
  /// A workflow of the state with where its steps are now, those of workflows inside of it too.
  func drawing(
    of name: ResourceName, in plane: ControlPlane
  ) throws(CommandFailure) -> WorkflowGraph {
    let report = try workflow(name, in: plane)
    guard let spec = SpecCoding.workflowSpec(fromJSON: report.object.spec.text),
      let structure = WorkflowStructure.of(spec, source: nil, outer: .any).structure
    else {
      throw CommandFailure(
        .failed, "the declaration of \(name) cannot be read", hint: "apply it again")
    }
    return WorkflowDrawing.graph(
      of: spec, title: name.description, structure: structure,
      states: try progress(of: report, stem: "", plane))
  }

  private func progress(
    of report: WorkflowReport, stem: String, _ plane: ControlPlane
  ) throws(CommandFailure) -> [String: WorkflowDrawing.Progress] {
    var states: [String: WorkflowDrawing.Progress] = [:]
    for step in report.steps {
      let counts =
        step.points.map { GraphNode.Counts(done: $0.done, total: $0.declared) }
        ?? step.steps.map { GraphNode.Counts(done: $0.done, total: $0.total) }
      states[stem + step.name] = WorkflowDrawing.Progress(
        state: GraphState(step.state.word, step.state.graphClass), counts: counts)
      guard let object = step.object, object.kind == .workflow else { continue }
      let inner = try workflow(object, in: plane)
      states.merge(try progress(of: inner, stem: "\(stem)\(step.name)/", plane)) { one, _ in one }
    }
    return states
  }
}

extension StepState {
  fileprivate var graphClass: GraphState.Class {
    switch self {
    case .waiting: .waiting
    case .active: .running
    case .finished: .finished
    case .failed: .failed
    case .cancelled: .cancelled
    case .skipped: .skipped
    }
  }
}
