import KilimManifest
import KilimModel

extension RunFactory {
  /// What is shown of a document; nil for a definition, and for what cannot be compiled.
  func shown(_ document: ManifestDocument) -> CompiledObject? {
    switch document.spec {
    case .job(let spec):
      let compiled = compile(
        spec, metadata: document.metadata, source: document.source,
        directory: document.source.directory, unsupported: .ignore)
      return compiled.job.map { CompiledObject(name: document.name, body: .plan($0.plan)) }
    case .sweep(let spec):
      let check = DocumentCheck(factory: self, isolated: false)
      guard let facts = check.facts(of: spec, document).facts else { return nil }
      return CompiledObject(
        name: document.name,
        body: .points(
          CompiledPoints(compiled: facts.compiled, table: facts.table, references: [])))
    case .workflow(let spec):
      let context = StepContext(
        name: document.name, metadata: document.metadata, source: document.source,
        directory: document.source.directory)
      return CompiledObject(
        name: document.name, body: .steps(shown(spec, context, known: { _ in [:] })))
    default: return nil
    }
  }

  /// The steps of a workflow, those of sub-workflows after the step that they are.
  ///
  /// - Parameter known: the values that a step of that name takes, as far as they are known.
  func shown(
    _ workflow: WorkflowSpec, _ context: StepContext, below path: String = "",
    known: (ResourceName) -> [StepReference: StepValue]
  ) -> [CompiledStep] {
    workflow.steps.flatMap { step -> [CompiledStep] in
      let template = StepTemplate(step, path: "spec")
      let object = step.objectName(in: context.name)
      let values = known(object)
      // Values are filled in all together, or what was written is shown.
      let taken = template.references.allSatisfy { values[$0] != nil } ? values : [:]
      let takes = template.references.filter { taken[$0] == nil }.map { "${\($0)}" }
      var shown = CompiledStep(path: path + step.name, object: object, takes: takes)
      switch template.body {
      case .job:
        let job = compileJob(template, named: step.name, values: taken, context).job
        shown.body = job?.plan.shown([], template.references).map { .plan($0) }
      case .sweep:
        guard !template.hasUnknownPoints || takes.isEmpty,
          let spec = template.sweep(values: taken),
          let sweep = compileSweep(template, named: step.name, values: taken, context).sweep
        else { break }
        let inspector = StepInspector(inspector, references: template.references, values: taken)
        let facts = SweepFacts.of(spec, sweep, inspector: inspector, source: nil).facts
        shown.body = facts.map {
          .points(
            CompiledPoints(
              compiled: $0.compiled, table: $0.table, references: template.references))
        }
      case .workflow(let inner):
        var below = context
        below.name = object
        return [shown] + self.shown(inner, below, below: "\(path)\(step.name)/", known: known)
      case .nothing: break
      }
      return [shown]
    }
  }
}
