import KilimManifest
import KilimModel

extension RunFactory {
  /// What the Job or the Sweep of a step is compiled with beside the step itself.
  struct StepContext {
    /// Of the workflow.
    var name: ResourceName
    /// Of the workflow.
    var metadata: Metadata
    var source: DocumentSource?
    /// Absolute; relative paths in the step start here.
    var directory: String
    var isolated = false
    var unsupported = ExecutionSupport.Policy.ignore
  }

  /// All that is wrong with a workflow and with what its steps are, those of sub-workflows too, before
  /// any step has run.
  ///
  /// - Parameter path: where the workflow stands in its document.
  func check(
    _ workflow: WorkflowSpec, name: ResourceName, metadata: Metadata, source: DocumentSource?,
    directory: String, isolated: Bool = false,
    unsupported: ExecutionSupport.Policy = .ignore, path: String = "spec",
    outer: OuterSteps = .none
  ) -> [Diagnostic] {
    let context = StepContext(
      name: name, metadata: metadata, source: source, directory: directory, isolated: isolated,
      unsupported: unsupported)
    var diagnostics = WorkflowStructure.of(workflow, source: source, path: path, outer: outer)
      .diagnostics
    let around = OuterSteps.known(workflow.steps.map(\.name) + outer.names)
    for (index, step) in workflow.steps.enumerated() {
      let template = StepTemplate(step, path: "\(path).steps[\(index)]")
      // What is left of a text with a mistake leads to others.
      guard !template.diagnostics.hasErrors else { continue }
      diagnostics += check(template, named: step.name, context, around)
    }
    return diagnostics.withoutRepeats
  }

  private func check(
    _ template: StepTemplate, named step: String, _ context: StepContext, _ around: OuterSteps
  ) -> [Diagnostic] {
    switch template.body {
    case .job: compileJob(template, named: step, values: [:], context).diagnostics
    case .sweep: checkSweep(template, named: step, context)
    case .workflow(let inner):
      check(
        inner, name: ResourceName(.workflow, "\(context.name.name)/\(step)"),
        metadata: context.metadata, source: context.source, directory: context.directory,
        isolated: context.isolated, unsupported: context.unsupported, path: template.path,
        outer: around)
    case .nothing: []
    }
  }

  private func checkSweep(
    _ template: StepTemplate, named step: String, _ context: StepContext
  ) -> [Diagnostic] {
    guard !template.hasUnknownPoints else {
      return checkOpenSweep(template, named: step, context)
    }
    let compiled = compileSweep(template, named: step, values: [:], context)
    guard let sweep = compiled.sweep, let spec = template.sweep(values: [:]) else {
      return compiled.diagnostics
    }
    let inspector = StepInspector(inspector, references: template.references)
    let problem = SweepFacts.of(spec, sweep, inspector: inspector, source: nil).problem
    return compiled.diagnostics
      + [problem].compactMap { $0?.moved(to: template.path, context.source) }
  }

  /// Of a sweep whose points are not there yet the template alone can be looked at.
  private func checkOpenSweep(
    _ template: StepTemplate, named step: String, _ context: StepContext
  ) -> [Diagnostic] {
    guard case .sweep(let sweep, _) = template.body else { return [] }
    let job = JobTemplate(
      sweep.template, parameters: .open, steps: .taken, path: "\(template.path).template")
    guard !job.diagnostics.hasErrors else {
      return job.diagnostics.map { $0.located(in: context.source) }
    }
    var factory = self
    factory.inspector = StepInspector(inspector, references: job.references)
    let compiled = factory.compile(
      job.job, metadata: context.metadata(ofStep: step), source: nil,
      directory: context.directory, isolated: context.isolated,
      unsupported: context.unsupported)
    return TemplateDiagnostics(job, source: context.source).located(compiled.diagnostics)
  }

  /// Compiles the Job of a step; with the values of all its references its plan is what runs, and its
  /// identity that of the step.
  ///
  /// - Parameter values: empty to check the step before anything has run; the plan then has marks.
  /// - Returns: nothing for a step that is no Job.
  func compileJob(
    _ template: StepTemplate, named step: String, values: [StepReference: StepValue],
    _ context: StepContext
  ) -> Compiled {
    guard case .job(let job) = template.body else { return Compiled(diagnostics: []) }
    if let problem = template.problem(of: values) {
      return Compiled(diagnostics: [problem.located(in: context.source)])
    }
    var factory = self
    factory.inspector = StepInspector(
      inspector, references: template.references, values: values)
    var compiled = factory.compile(
      job.job, metadata: context.metadata(ofStep: step), source: nil,
      directory: context.directory, isolated: context.isolated,
      unsupported: context.unsupported)
    let words = TemplateDiagnostics(job, source: context.source)
    compiled.diagnostics = words.located(template.filled(compiled.diagnostics, values: values))
    guard let made = compiled.job, let plan = template.filled(made.plan, values: values) else {
      return Compiled(diagnostics: compiled.diagnostics)
    }
    var components = made.components
    components.job = template.identity(values: values)
    var result = CompiledJob(plan: plan, components: components, slots: made.slots)
    result.plan.owner = "job/\(context.name.name)/\(step)"
    return Compiled(job: result, diagnostics: compiled.diagnostics)
  }

  /// Compiles the Sweep of a step, like `compileJob`. Marks of parameters stay in its plan.
  ///
  /// - Parameter values: of all references, or empty; a step with `hasUnknownPoints` needs them.
  func compileSweep(
    _ template: StepTemplate, named step: String, values: [StepReference: StepValue],
    _ context: StepContext
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    guard let sweep = template.sweep(values: values) else { return (nil, []) }
    if let problem = template.problem(of: values) {
      return (nil, [problem.located(in: context.source)])
    }
    let (compiled, diagnostics) = compile(
      sweep, name: ResourceName(.sweep, "\(context.name.name)/\(step)"),
      metadata: context.metadata(ofStep: step), source: nil, directory: context.directory,
      isolated: context.isolated, unsupported: context.unsupported,
      step: SweptStep(template: template, values: values))
    return (compiled, diagnostics.map { $0.moved(to: template.path, context.source) })
  }
}

extension RunFactory {
  /// What each step of a workflow comes to, before any has run.
  func costs(of workflow: WorkflowSpec, _ document: ManifestDocument) -> [StepCost] {
    costs(
      of: workflow,
      StepContext(
        name: document.name, metadata: document.metadata, source: document.source,
        directory: document.source.directory))
  }

  private func costs(of workflow: WorkflowSpec, _ context: StepContext) -> [StepCost] {
    workflow.steps.map { step in
      let template = StepTemplate(step, path: "spec")
      switch template.body {
      case .job:
        let job = compileJob(template, named: step.name, values: [:], context).job
        return StepCost(runs: 1, coreHours: job?.plan.coreHours ?? 0)
      case .sweep:
        guard !template.hasUnknownPoints,
          let sweep = compileSweep(template, named: step.name, values: [:], context).sweep
        else { return StepCost() }
        let points = sweep.expansion.table(check: nil).table.count
        return StepCost(runs: points, coreHours: Double(points) * sweep.plan.coreHours)
      case .workflow(let inner):
        return costs(of: inner, context).reduce(into: StepCost()) { $0.add($1) }
      case .nothing: return StepCost()
      }
    }
  }
}

extension RunFactory.StepContext {
  /// The runs of a step are called after the workflow and the step, as far as a name may be long.
  func metadata(ofStep step: String) -> Metadata {
    let whole = "\(name.name)/\(step)".map { $0 == "/" ? "-" : $0 }
    return Metadata(
      name: whole.count > 64 ? step : String(whole), labels: metadata.labels,
      annotations: metadata.annotations)
  }
}

extension Diagnostic {
  /// Of a Sweep by itself, in the document of the workflow.
  fileprivate func moved(to path: String, _ source: DocumentSource?) -> Diagnostic {
    // What has a place already stands in the document of an App or a System.
    guard span == nil, self.path.hasPrefix("spec.") else { return self }
    var moved = self
    moved.path = path + "." + self.path.dropFirst(5)
    return moved.located(in: source)
  }
}
