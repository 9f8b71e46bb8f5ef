import KilimManifest
import KilimModel
import KilimStore

/// The Job, Sweep or Workflow that is made of a step.
struct StepObject {
  let name: ResourceName
  /// Its labels and annotations are the step's too, and its directory.
  let workflow: ObjectRecord
  let values: StepValues

  /// - Throws: `StepProblem` for a step that cannot run with the values that it takes.
  func entry(_ step: WorkflowStep, _ factory: RunFactory) throws(StepProblem) -> ApplyEntry {
    var entry: ApplyEntry
    if var job = step.job {
      job.retry = step.retry ?? job.retry
      entry = ApplyEntry(document(.job(job)), job: try facts(job, factory))
    } else if var sweep = step.sweep {
      sweep.template.retry = step.retry ?? sweep.template.retry
      entry = ApplyEntry(document(.sweep(sweep)), sweep: try facts(sweep, factory))
    } else if let inner = step.workflow {
      guard let facts = WorkflowFacts(inner) else { throw StepProblem("its steps are invalid") }
      entry = ApplyEntry(document(.workflow(inner)), workflow: facts)
    } else {
      throw StepProblem("it says nothing to run")
    }
    entry.origin = workflow.content.source
    return entry
  }

  private var metadata: Metadata {
    var metadata = StoredMetadata.read(workflow)
    metadata.name = name.name
    return metadata
  }

  private func document(_ spec: ResourceSpec) -> ManifestDocument {
    ManifestDocument(metadata: metadata, spec: spec, source: DocumentSource(of: [:]))
  }

  private func facts(
    _ job: JobSpec, _ factory: RunFactory
  ) throws(StepProblem) -> ApplyEntry.JobFacts {
    let compiled = factory.compile(
      job, as: name, values: values, metadata: metadata,
      directory: workflow.content.source?.directory ?? "/")
    guard let plan = compiled.job else { throw StepProblem(compiled.diagnostics) }
    return ApplyEntry.JobFacts(job, plan, sharing: nil)
  }

  private func facts(
    _ sweep: SweepSpec, _ factory: RunFactory
  ) throws(StepProblem) -> SweepFacts {
    let (compiled, diagnostics) = factory.compile(
      sweep, as: name, values: values, metadata: metadata,
      directory: workflow.content.source?.directory ?? "/")
    guard let compiled else { throw StepProblem(diagnostics) }
    let (facts, problem) = SweepFacts.of(
      sweep, compiled, inspector: factory.inspector, source: nil)
    guard let facts else { throw StepProblem([problem].compactMap(\.self)) }
    return facts
  }
}

extension StepProblem {
  /// Of what a compile found.
  init(_ diagnostics: [Diagnostic]) {
    let error = diagnostics.first { $0.severity == .error }
    self.init([error?.message ?? "it is invalid", error?.hint].compactMap(\.self).joined(separator: "; "))
  }
}

extension RunFactory {
  /// Compiles the Job of a step: what it takes of other steps stands literally in its plan, and by
  /// content in its identity.
  func compile(
    _ job: JobSpec, as name: ResourceName, values: StepValues, metadata: Metadata,
    directory: String
  ) -> Compiled {
    var step = WorkflowStep()
    step.job = job
    let template = StepTemplate(step, path: "spec")
    guard case .job(let marked) = template.body else { return Compiled(diagnostics: []) }
    if let problem = template.problem(of: values.values) { return Compiled(diagnostics: [problem]) }
    var factory = self
    factory.inspector = StepInspector(
      inspector, references: template.references, values: values.values)
    var metadata = metadata
    metadata.name = name.flatName
    var compiled = factory.compile(
      marked.job, metadata: metadata, source: nil, directory: directory)
    compiled.diagnostics = TemplateDiagnostics(marked, source: nil).located(compiled.diagnostics)
    guard let job = compiled.job, var plan = template.filled(job.plan, values: values.values)
    else {
      compiled.job = nil
      return compiled
    }
    plan.owner = name.description
    var components = job.components
    components.job = template.identity(values: values.values)
    compiled.job = CompiledJob(plan: plan, components: components, slots: job.slots)
    return compiled
  }

  /// Compiles the Sweep of a step.
  func compile(
    _ sweep: SweepSpec, as name: ResourceName, values: StepValues, metadata: Metadata,
    directory: String
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    var step = WorkflowStep()
    step.sweep = sweep
    let template = StepTemplate(step, path: "spec")
    if let problem = template.problem(of: values.values) { return (nil, [problem]) }
    var metadata = metadata
    metadata.name = name.flatName
    return compile(
      template.sweep(values: values.values) ?? sweep, name: name, metadata: metadata, source: nil,
      directory: directory, step: SweptStep(template: template, values: values.values))
  }

  /// Compiles what the state declares: a Job of a user, or one that was made of a step.
  ///
  /// - Parameter values: as the state keeps them; nil for no step.
  func compile(_ job: JobSpec, of object: ObjectRecord, stepValues: String?) -> Compiled {
    let values = stepValues.flatMap(StepValues.init(json:))
    let directory = object.content.source?.directory ?? "/"
    guard object.name.isStep else {
      return compile(
        job, metadata: StoredMetadata.read(object), source: nil, directory: directory)
    }
    return compile(
      job, as: object.name, values: values ?? StepValues(), metadata: StoredMetadata.read(object),
      directory: directory)
  }
}

extension ResourceName {
  /// Made of a step of a workflow: `job/pipe/train`.
  var isStep: Bool { sweepPoint == nil && name.contains("/") }

  /// Where a name without slashes is needed.
  var flatName: String { name.split(separator: "/").joined(separator: "-") }
}
