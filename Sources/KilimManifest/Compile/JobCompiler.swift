package import KilimModel

/// From a job's manifest to what runs.
package enum JobCompiler {
  /// Resolves, merges, checks and lays out one job. Depends on the arguments alone.
  ///
  /// - Parameter directory: absolute; relative paths in the job start here.
  /// - Returns: the compiled job, nil when a diagnostic is an error (or when, isolated, an object
  ///   that it refers to was not given); and all that is wrong with the job, at once. A mistake in
  ///   an App comes back from each of its jobs: `withoutRepeats` shows it once.
  package static func compile(
    _ job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    catalog: Catalog, context: CompileContext
  ) -> (compiled: CompiledJob?, diagnostics: [Diagnostic]) {
    guard !job.mentionsSteps else {
      return compileMisplacedStep(job, metadata, source, directory, catalog, context)
    }
    return compilePlain(
      job, metadata: metadata, source: source, directory: directory, catalog: catalog,
      context: context)
  }

  /// Only a step of a workflow takes values of steps, and it has marks in their places by now.
  private static func compileMisplacedStep(
    _ job: JobSpec, _ metadata: Metadata, _ source: DocumentSource?, _ directory: String,
    _ catalog: Catalog, _ context: CompileContext
  ) -> (compiled: CompiledJob?, diagnostics: [Diagnostic]) {
    let template = JobTemplate(job, parameters: .kept, steps: .refused, path: "spec")
    var context = context
    context.inspector = StepInspector(context.inspector, references: template.references)
    let (compiled, diagnostics) = compilePlain(
      template.job, metadata: metadata, source: source, directory: directory, catalog: catalog,
      context: context)
    let all =
      template.diagnostics.map { $0.located(in: source) }
      + TemplateDiagnostics(template, source: source).located(diagnostics)
    return (all.hasErrors ? nil : compiled, all)
  }

  private static func compilePlain(
    _ job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    catalog: Catalog, context: CompileContext
  ) -> (compiled: CompiledJob?, diagnostics: [Diagnostic]) {
    var compilation = JobCompilation(
      job: job, metadata: metadata, source: source, directory: directory, catalog: catalog,
      context: context)
    compilation.report(AttributeValidator.mistakes(in: job))
    compilation.report(AttributeValidator.mistakes(inRestartOf: job))
    let references = compilation.findReferences()
    if references == nil {
      compilation.report(AttributeValidator.mistakes(inMacrosOf: job, metadata: metadata))
    }
    let compiled = references.flatMap { compilation.compile($0) }
    // Of a System that is not there nothing can be said.
    if compilation.isIncomplete { compilation.dropSystemRules() }
    let isSound = !compilation.diagnostics.hasErrors && !compilation.isIncomplete
    return (isSound ? compiled : nil, compilation.diagnostics)
  }
}

extension JobCompilation {
  /// All stages after the references.
  fileprivate mutating func compile(_ references: References) -> CompiledJob? {
    let sizes = sizes(references)
    var ground = groundMacros(references, sizes)
    let name = jobName(ground, references)
    ground[.jobName] = name
    let arguments = arguments(.appArgs, references)
    let scheduler = schedulerRequest(references)
    checkLimits(sizes, scheduler.profile?.spec, references)
    let containers = containerRequest(references)
    let prefix = prefix(references)
    guard let places = resolvePlaces(ground, references) else { return nil }
    let inputs = plannedInputs(places, references)
    let environment = environment(places, inputs.variables, references)

    var plan = RunPlan(uuid: context.uuid, created: context.created)
    plan.jobName = name
    plan.owner = "job/\(metadata.name)"
    plan.appId = job.appId
    plan.appVersion = job.appVersion
    plan.runtime = plannedRuntime(references)
    plan.jobType = references.jobType
    plan.execSystemId = ground[.execSystemId] ?? ""
    plan.archiveSystemId = ground[.archiveSystemId] ?? ""
    plan.description = description(places.macros, references)
    plan.directories = places.directories
    plan.command = command(arguments, places.macros, environment, references)
    plan.commandPrefix = prefix.commandPrefix
    plan.mpiCommand = prefix.mpiCommand
    plan.environment = environment
    plan.image = image(places, references)
    plan.image?.keepArchive = containers.keepsArchive
    plan.inputs = inputs.inputs
    plan.archive = archive(places, references)
    plan.stdoutFilename = places.macros[.stdoutFilename] ?? plan.stdoutFilename
    plan.stderrFilename = places.macros[.stderrFilename] ?? plan.stderrFilename
    plan.take(sizes)
    plan.container = plannedContainer(containers, &plan, places.macros, references)
    plan.container?.options += inputs.mounts
    plan.batch = plannedBatch(scheduler, sizes, places, references)
    plan.systems = plannedSystems(plan, references)
    plan.pendingFacts = places.pendingFacts
    plan.execSystemReason = references.execReason
    plan.subscriptions = subscriptions(references)
    plan.tags = tags(references)
    takePolicies(&plan, references)
    report(AttributeValidator.mistakes(inProgramOf: references.app.spec), references)
    return CompiledJob(
      plan: plan, components: components(plan, inputs.digests, references),
      slots: slots(references))
  }

  /// What Kilim does with the run beside running it.
  private func takePolicies(_ plan: inout RunPlan, _ references: References) {
    plan.dependsOn = job.dependsOn
    plan.priority = job.priority ?? 0
    plan.restart = job.restart
    guard let retry = job.retry else { return }
    let queue = references.queue?.queue
    plan.retry = PlannedRetry(
      retry, maxMemoryMB: queue?.maxMemoryMB, maxMinutes: queue?.maxMinutes)
  }

  private func description(_ macros: MacroTable, _ references: References) -> String {
    let text =
      job.attributes.description.nonBlank ?? references.app.spec.jobAttributes.description.nonBlank
    return text.map(macros.replace)
      ?? "\(job.appId)@\(job.appVersion), run by \(context.facts.userName)"
  }

  private func tags(_ references: References) -> [String] {
    let (own, app) = (job.attributes.tags, references.app.spec.jobAttributes.tags)
    guard !own.isEmpty || !app.isEmpty else { return [] }
    return Set(own + app).sorted()
  }

  private func components(
    _ plan: RunPlan, _ digests: [IdentityComponents.Input], _ references: References
  ) -> IdentityComponents {
    IdentityComponents(
      job: SpecCoding.identity(of: job), app: references.app.contentIdentity,
      image: plan.image?.digest, inputs: digests)
  }

  /// As many as this machine has cores unless the System says otherwise; nil for no limit.
  private func slots(_ references: References) -> Int? {
    guard let limit = references.exec.spec.jobMaxJobs else {
      return references.isExecHere ? max(1, context.facts.coreCount) : nil
    }
    return limit > 0 ? limit : nil
  }
}

extension RunPlan {
  fileprivate mutating func take(_ sizes: PlannedSizes) {
    nodeCount = sizes.nodeCount
    coresPerNode = sizes.coresPerNode
    memoryMB = sizes.memoryMB
    maxMinutes = sizes.maxMinutes
    gpus = sizes.gpus
  }
}
