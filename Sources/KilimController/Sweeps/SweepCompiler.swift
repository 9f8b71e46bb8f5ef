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

extension RunFactory {
  /// Compiles the template of a sweep for all of its points.
  ///
  /// - Returns: nil when a diagnostic is an error; their places are in the sweep's document.
  func compile(
    _ sweep: SweepSpec, name: ResourceName, metadata: Metadata, source: DocumentSource?,
    directory: String, isolated: Bool = false, unsupported: ExecutionSupport.Policy = .refuse
  ) -> (sweep: CompiledSweep?, diagnostics: [Diagnostic]) {
    var (resolved, problems) = SweepSpace.resolve(
      sweep, directory: directory, inspector: inspector, source: source)
    if let gap = ExecutionSupport.diagnostic(sweep, source, unsupported) {
      problems.append(gap)
    }
    guard let space = resolved, !problems.hasErrors else { return (nil, problems) }
    let template = SweepTemplate(sweep.template, parameters: space.names)
    let words = SweepDiagnostics(names: template.names, source: source)
    guard !template.diagnostics.hasErrors else {
      return (nil, words.located(problems + template.diagnostics))
    }
    let identity = Array(SpecCoding.identity(of: sweep.template).bytes.prefix(16))
    let expansion = PointExpansion(
      space: space, identity: identity, threads: surroundings.facts.coreCount)
    guard let first = expansion.firstValues else {
      let empty = Diagnostic(
        .emptySweep, "`exclude` leaves no point of the sweep",
        hint: "loosen an expression, or give a parameter another value", path: "spec.exclude")
      return (nil, words.located(problems + [empty]))
    }
    var factory = self
    factory.inspector = PointInspector(
      inspector, names: template.names, position: 1, values: first)
    let compiled = factory.compile(
      template.job,
      metadata: Metadata(
        name: "\(metadata.name)-\(PointMark.position)", labels: metadata.labels,
        annotations: metadata.annotations),
      source: nil, directory: directory, isolated: isolated, unsupported: unsupported)
    let diagnostics = words.located(problems + compiled.diagnostics)
    guard let job = compiled.job else { return (nil, diagnostics) }
    var plan = job.plan
    plan.owner = "\(name)/\(PointMark.position)"
    return (
      CompiledSweep(
        expansion: expansion, places: ValuePlaces(template), plan: plan, names: template.names,
        components: job.components, sources: Self.varying(plan.inputs)),
      diagnostics
    )
  }

  private static func varying(_ inputs: [PlannedInput]) -> [String] {
    inputs.compactMap { input in input.variesByPoint ? input.source.localPath : nil }
  }
}
