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
      entry = ApplyEntry(document(.job(job)), .job(try facts(job, factory)))
    } else if var sweep = step.sweep {
      sweep.template.retry = step.retry ?? sweep.template.retry
      entry = ApplyEntry(document(.sweep(sweep)), .sweep(try facts(sweep, factory)))
    } else if let inner = step.workflow {
      guard let facts = WorkflowFacts(inner) else { throw StepProblem("its steps are invalid") }
      entry = ApplyEntry(document(.workflow(inner)), .workflow(facts))
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
    self.init(
      [error?.message ?? "it is invalid", error?.hint].compactMap(\.self).joined(separator: "; "))
  }
}

extension RunFactory {
  /// Compiles the Job of a step with the values that it takes.
  func compile(
    _ job: JobSpec, as name: ResourceName, values: StepValues, metadata: Metadata,
    directory: String
  ) -> Compiled {
    var step = WorkflowStep()
    step.job = job
    return compileJob(
      StepTemplate(step, path: "spec"), named: name.stepName, values: values.values,
      context(of: name, metadata, directory))
  }

  /// Compiles the Sweep of a step with the values that it takes.
  func compile(
    _ sweep: SweepSpec, as name: ResourceName, values: StepValues, metadata: Metadata,
    directory: String
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    var step = WorkflowStep()
    step.sweep = sweep
    return compileSweep(
      StepTemplate(step, path: "spec"), named: name.stepName, values: values.values,
      context(of: name, metadata, directory))
  }

  private func context(
    of name: ResourceName, _ metadata: Metadata, _ directory: String
  ) -> StepContext {
    StepContext(
      name: name.workflow, metadata: metadata, source: nil, directory: directory,
      unsupported: .refuse)
  }

  /// Compiles what the state declares: a Sweep of a user, or one that was made of a step.
  ///
  /// - Parameter values: as the state keeps them; nil for no step.
  func compile(
    _ sweep: SweepSpec, of object: ObjectRecord, stepValues: String?
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    let metadata = StoredMetadata.read(object)
    let directory = object.content.source?.directory ?? "/"
    guard object.name.isStep else {
      return compile(
        sweep, name: object.name, metadata: metadata, source: nil, directory: directory)
    }
    return compile(
      sweep, as: object.name, values: stepValues.flatMap(StepValues.init(json:)) ?? StepValues(),
      metadata: metadata, directory: directory)
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

  /// The last part of a step's name.
  var stepName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// The workflow that a step is part of.
  var workflow: ResourceName {
    ResourceName(.workflow, name.split(separator: "/").dropLast().joined(separator: "/"))
  }
}
