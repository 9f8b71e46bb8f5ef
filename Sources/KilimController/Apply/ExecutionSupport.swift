import KilimManifest
import KilimModel

/// What this version can run of what it can compile.
package enum ExecutionSupport {
  /// What becomes of a job that compiles and cannot run yet.
  package enum Policy: Sendable {
    case refuse, warn, ignore
  }

  /// The first thing in a plan that this version cannot do.
  private enum Gap {
    case fields([String])
    case scheduler(SchedulerType)
    case schedulerThere(PlannedSystem)
    case option(String)
    case runtime(Runtime)
    case exec(PlannedSystem)
    case fact(PendingFact)
    case archive(PlannedSystem)
    case source(String)
  }

  /// Says of a plan that it cannot run yet, where its job asks for that; nil when it can.
  static func diagnostic(
    _ plan: RunPlan, _ job: JobSpec, _ source: DocumentSource?, _ policy: Policy
  ) -> Diagnostic? {
    guard policy != .ignore, let gap = gap(in: job) ?? gap(in: plan) else { return nil }
    let path = path(gap, job)
    return Diagnostic(
      .unsupportedFeature, severity: policy == .warn ? .warning : .error,
      "this version \(words(gap)); it compiles the job and cannot run it yet",
      hint: "\(advice(gap)); `kilim compile` shows the plan", span: source?.span(ofPath: path),
      path: path)
  }

  /// Says of a sweep's own fields that nothing is done about them; nil when there are none.
  static func diagnostic(
    _ sweep: SweepSpec, _ source: DocumentSource?, _ policy: Policy
  ) -> Diagnostic? {
    diagnostic(ofFields: sweep.unsupportedFields, source, policy)
  }

  /// Says of a sweep that it wants its points packed, and has no scheduler to take them.
  static func diagnostic(
    _ sweep: SweepSpec, runningAs plan: RunPlan, _ source: DocumentSource?, _ policy: Policy
  ) -> Diagnostic? {
    guard sweep.packing == .array, plan.batch == nil else { return nil }
    return diagnostic(ofFields: ["spec.packing"], source, policy)
  }

  private static func diagnostic(
    ofFields fields: [String], _ source: DocumentSource?, _ policy: Policy
  ) -> Diagnostic? {
    guard policy != .ignore, let first = fields.first else { return nil }
    return Diagnostic(
      .unsupportedFeature, severity: policy == .warn ? .warning : .error,
      "this version \(words(.fields(fields)))", hint: advice(.fields(fields)),
      span: source?.span(ofPath: first), path: first)
  }

  /// Says of a workflow's own fields that nothing is done about them; nil when there are none.
  static func diagnostic(
    _ workflow: WorkflowSpec, _ source: DocumentSource?, _ policy: Policy
  ) -> Diagnostic? { diagnostic(ofFields: workflow.unsupportedFields(), source, policy) }

  private static func gap(in job: JobSpec) -> Gap? {
    let fields = job.unsupportedFields
    return fields.isEmpty ? nil : .fields(fields)
  }

  private static func gap(in plan: RunPlan) -> Gap? {
    let exec = plan.systems.first { $0.id == plan.execSystemId }
    if let exec, !exec.isHost { return .exec(exec) }
    if let fact = plan.pendingFacts.first { return .fact(fact) }
    if let batch = plan.batch {
      if let exec { return .schedulerThere(exec) }
      if let gap = gap(in: batch) { return gap }
    }
    if plan.container != nil, plan.batch != nil || plan.execHost != nil {
      return .runtime(plan.runtime)
    }
    if let archive = plan.systems.first(where: { $0.id == plan.archiveSystemId && !$0.isHost }) {
      return .archive(archive)
    }
    if let system = plan.systems.first(where: { !$0.isHost }) {
      return .source("System `\(system.id)`")
    }
    return plan.inputs.lazy.compactMap { scheme(of: $0.source) }.first.map { .source("`\($0):`") }
  }

  private static func gap(in batch: PlannedBatch) -> Gap? {
    guard batch.scheduler == .slurm else { return .scheduler(batch.scheduler) }
    // A job of another cluster is not in the list of this one.
    let strange = batch.options.first { ["--array", "--clusters", "--requeue"].contains($0.name) }
    return strange.map { .option($0.name) }
  }

  /// Of an address that is not downloaded yet.
  private static func scheme(of source: PlannedInput.Source) -> String? {
    guard case .url(let url) = source else { return nil }
    let scheme = url.prefix { $0 != ":" }.lowercased()
    return ["http", "https"].contains(scheme) ? nil : scheme
  }

  private static func words(_ gap: Gap) -> String {
    switch gap {
    case .fields(let paths):
      "does nothing about \(paths.map { "`\($0.dropFirst(5))`" }.joined(separator: ", "))"
    case .scheduler(let type): "gives no jobs to \(type.rawValue)"
    case .schedulerThere(let system):
      "gives no jobs to the scheduler of another machine, and System `\(system.id)` is the host "
        + "`\(system.host)`"
    case .option(let name): "cannot follow a job with the scheduler option `\(name)`"
    case .runtime(let runtime):
      "starts \(runtime.rawValue) containers only on this machine and without a scheduler"
    case .fact(let fact): "does not ask System `\(fact.systemId)` for `\(fact.text)`"
    case .exec(let system):
      "runs jobs only on this machine and on SSH hosts, and System `\(system.id)` is \(place(system))"
    case .archive(let system):
      "archives only on this machine and on SSH hosts, and System `\(system.id)` is \(place(system))"
    case .source(let place): "copies no inputs from \(place)"
    }
  }

  private static func place(_ system: PlannedSystem) -> String {
    "of type \(system.type.rawValue)"
  }

  private static func advice(_ gap: Gap) -> String {
    switch gap {
    case .fields(let paths): "leave \(paths.count == 1 ? "it" : "them") out for now"
    case .scheduler: "write `jobType: FORK`, to run it on this machine without a scheduler"
    case .schedulerThere: "write `jobType: FORK`, or run kilim on that machine"
    case .option("--array"): "write a Sweep: its points become the tasks of arrays"
    case .option("--requeue"):
      "write `retry: {limit: 1, on: [NodeFailure, Preempted]}`, which never runs a program twice at a time"
    case .option: "leave it out"
    case .runtime: "use an App of the runtime NATIVE or ZIP"
    case .fact: "write the directory itself in its place"
    case .exec: "write `execSystemId: local`, or name a System of type LINUX"
    case .archive: "leave `archiveSystemId` out, or name a System of type LINUX"
    case .source: "copy it to this machine, or give it by http(s)"
    }
  }

  /// The field of the job that asks for it, or that names the App that does.
  private static func path(_ gap: Gap, _ job: JobSpec) -> String {
    let field: String? =
      switch gap {
      case .fields(let paths): paths.first.map { String($0.dropFirst(5)) }
      case .scheduler: job.jobType == nil ? nil : "jobType"
      case .option:
        job.attributes.parameterSet.schedulerOptions.isEmpty
          ? nil : "parameterSet.schedulerOptions"
      case .runtime: nil
      case .exec, .fact, .schedulerThere: job.attributes.execSystemId == nil ? nil : "execSystemId"
      case .archive: job.attributes.archiveSystemId == nil ? nil : "archiveSystemId"
      case .source: job.attributes.fileInputs.isEmpty ? nil : "fileInputs"
      }
    return "spec.\(field ?? "appId")"
  }
}

extension PlannedSystem {
  /// Reached by SSH.
  fileprivate var isHost: Bool { type == .linux }
}
