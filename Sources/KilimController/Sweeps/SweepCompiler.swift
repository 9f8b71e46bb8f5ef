import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

/// A sweep with everything that applying it needs: its template compiled once, its space resolved.
struct CompiledSweep: Sendable {
  var expansion: PointExpansion
  var places: ValuePlaces
  /// The plan of every point, with marks (`PointMark`) in the places of values.
  var plan: RunPlan
  /// The parameters that the plan uses, in the order of their marks.
  var names: [String]
  var components: IdentityComponents
  /// Templates of input sources that differ from point to point.
  var sources: [String]

  /// Of the template's text, 16 bytes.
  var identity: [UInt8] { expansion.identity }

  /// As the store keeps it.
  var template: SharedPlan {
    SharedPlan(sweep: plan.json.text, names: names, uuid: plan.uuid, created: plan.created)
  }
}

/// The step that a sweep is, with the values that it takes as far as they are known.
struct SweptStep {
  var template: StepTemplate
  var values: [StepReference: StepValue]
}

extension RunFactory {
  /// Compiles the template of a sweep for all of its points.
  ///
  /// - Parameter step: for a sweep that is a step of a workflow, whose spec has its files filled in.
  /// - Returns: nil when a diagnostic is an error; their places are in the sweep's document.
  func compile(
    _ sweep: SweepSpec, name: ResourceName, metadata: Metadata, source: DocumentSource?,
    directory: String, isolated: Bool = false, unsupported: ExecutionSupport.Policy = .refuse,
    step: SweptStep? = nil
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    var (resolved, problems) = SweepSpace.resolve(
      sweep, directory: directory, inspector: inspector, source: source)
    if let gap = ExecutionSupport.diagnostic(sweep, source, unsupported) {
      problems.append(gap)
    }
    guard let space = resolved, !problems.hasErrors else { return (nil, problems) }
    let template = JobTemplate(
      sweep.template, parameters: .known(space.names), steps: step == nil ? .refused : .taken)
    guard !template.diagnostics.hasErrors else {
      return (nil, problems + template.diagnostics.map { $0.located(in: source) })
    }
    let expansion = PointExpansion(
      space: space, identity: pointIdentity(of: sweep, step),
      threads: surroundings.facts.coreCount)
    guard let first = expansion.firstValues else {
      return (nil, problems + [Self.noPoint.located(in: source)])
    }
    var factory = self
    factory.inspector = PointInspector(
      StepInspector(inspector, references: template.references, values: step?.values ?? [:]),
      names: template.names, position: 1, values: first)
    let compiled = factory.compile(
      template.job,
      metadata: Metadata(
        name: "\(metadata.name)-\(PointMark.position)", labels: metadata.labels,
        annotations: metadata.annotations),
      source: nil, directory: directory, isolated: isolated, unsupported: unsupported)
    let diagnostics =
      problems + TemplateDiagnostics(template, source: source).located(compiled.diagnostics)
    guard var job = compiled.job else { return (nil, diagnostics) }
    if let gap = ExecutionSupport.diagnostic(sweep, runningAs: job.plan, source, unsupported) {
      return (nil, diagnostics + [gap])
    }
    if let step {
      job.components.job = step.template.templateIdentity(values: step.values)
      job.plan = step.template.filled(job.plan, values: step.values) ?? job.plan
    }
    job.plan.owner = "\(name)/\(PointMark.position)"
    // Points are held back by the sweep itself, before they have runs.
    job.plan.dependsOn = []
    job.plan.priority = sweep.priority
    if job.plan.batch != nil, sweep.packing != .single { job.plan.batch?.packing = .array }
    return (
      CompiledSweep(
        expansion: expansion, places: ValuePlaces(template), plan: job.plan,
        names: template.names, components: job.components,
        sources: Self.varying(job.plan.inputs)),
      diagnostics
    )
  }

  private func pointIdentity(of sweep: SweepSpec, _ step: SweptStep?) -> [UInt8] {
    let whole =
      step.map { $0.template.templateIdentity(values: $0.values) }
      ?? SpecCoding.identity(of: sweep.template)
    return Array(whole.bytes.prefix(16))
  }

  private static let noPoint = Diagnostic(
    .emptySweep, "`exclude` leaves no point of the sweep",
    hint: "loosen an expression, or give a parameter another value", path: "spec.exclude")

  private static func varying(_ inputs: [PlannedInput]) -> [String] {
    inputs.compactMap { input in input.variesByPoint ? input.source.localPath : nil }
  }
}
