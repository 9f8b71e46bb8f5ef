import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// The declaration of a workflow, read once.
struct ParsedWorkflow {
  let specDigest: [UInt8]
  let spec: WorkflowSpec
  let structure: WorkflowStructure

  /// Nil for a text that is no workflow.
  init?(_ object: ObjectRecord) {
    guard let spec = SpecCoding.workflowSpec(fromJSON: object.content.spec),
      let structure = WorkflowStructure.of(spec, source: nil, outer: .any).structure
    else { return nil }
    specDigest = object.specDigest
    self.spec = spec
    self.structure = structure
  }
}

/// One workflow as it stands in the store.
struct WorkflowLook {
  let object: ObjectRecord
  let record: WorkflowRecord
  let parsed: ParsedWorkflow
  let rows: [StepRecord]
  private(set) var facts: [StepFacts]
  /// What the step that the workflow is took of the steps around it, as JSON; nil for no step.
  let outerValues: String?

  var spec: WorkflowSpec { parsed.spec }
  var structure: WorkflowStructure { parsed.structure }

  /// Nil for a workflow that was removed, and for one whose declaration cannot be read.
  ///
  /// - Parameter known: its declaration as it was read before; nil for never.
  init?(
    _ record: WorkflowRecord, _ reader: StoreReader, parsed known: ParsedWorkflow?
  ) throws(StoreError) {
    guard let object = try reader.object(record.name), object.deleted == nil else { return nil }
    let isKnown = known?.specDigest == object.specDigest
    guard let parsed = isKnown ? known : ParsedWorkflow(object) else { return nil }
    let steps = Dictionary(
      try reader.steps(of: record.id).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }
    )
    outerValues = try reader.stepValues(of: record.id)
    self.object = object
    self.record = record
    self.parsed = parsed
    let (spec, structure) = (parsed.spec, parsed.structure)
    rows = spec.steps.map { steps[$0.name] ?? StepRecord(name: $0.name) }
    facts = []
    for (index, step) in spec.steps.enumerated() {
      facts.append(
        StepFacts(
          needs: structure.steps[index].needs,
          decidesAbout: structure.steps[index].decidesAbout,
          allowsFailure: step.allowFailure == true, hasCondition: step.when != nil,
          objectState: try rows[index].objectState(reader),
          isCurrent: rows[index].identity == nil ? false : nil))
    }
  }

  /// The name of what is made of a step.
  func objectName(of step: WorkflowStep) -> ResourceName {
    step.objectName(in: record.name)
  }
}

extension StepRecord {
  /// What became of the step itself; nil while there is nothing of it.
  func objectState(_ reader: StoreReader) throws(StoreError) -> StepState? {
    // Decided about the step alone: its condition was false, or its values could not be had.
    if identity != nil, state == .skipped { return .skipped }
    guard let object else { return identity != nil && state == .failed ? .failed : nil }
    if object.isDeleted { return nil }
    if reusedRun != nil, object.run == nil { return .finished }
    switch object.name.kind {
    case .sweep: return try reader.sweepState(object.name).map(StepState.init)
    case .workflow: return try reader.workflow(object.name).map { StepState($0.status) }
    default:
      if object.updatePending { return .active }
      return object.status.map {
        StepState(RunState(status: $0, condition: object.condition))
      }
    }
  }
}

extension StepState {
  /// A run that nobody can speak for holds its step up like one that failed.
  init(_ state: RunState) {
    self = state.isLost ? .failed : StepState(state.status)
  }

  init(_ status: RunStatus) {
    switch status {
    case .finished: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    default: self = .active
    }
  }
}
