import KilimModel

/// What `schedulerOptions` say, before directories are known.
struct SchedulerRequest {
  var options: [ResolvedOption] = []
  var profile: Definition<SchedulerProfileSpec>?
  var profileName: String?
}

extension JobCompilation {
  /// The scheduler options of queue, app and job, and the profile among them (Tapis reference,
  /// section 2.1). A FORK job has no use for them: they are only checked.
  mutating func schedulerRequest(_ references: References) -> SchedulerRequest {
    let app = references.app.spec.jobAttributes.parameterSet.schedulerOptions
    let own = job.attributes.parameterSet.schedulerOptions
    let queue = references.queue?.queue.schedulerOptions ?? []
    var request = SchedulerRequest()
    if !app.isEmpty || !own.isEmpty || !queue.isEmpty {
      let merge = ArgumentMerge.merge(.schedulerOptions, queue: queue, app: app, job: own)
      report(merge.mistakes, references)
      request.options = options(merge.arguments, .schedulerOptions, .slurm, references)
    }
    guard references.jobType == .batch else { return request }
    takeProfile(&request, references)
    return request
  }

  private mutating func takeProfile(_ request: inout SchedulerRequest, _ references: References) {
    let index = request.options.firstIndex { $0.option.name == Self.profileOption }
    let chosen = index.map { request.options.remove(at: $0) }
    guard
      let name = chosen?.option.value.map({ CommandWord(pieces: $0, macros: MacroTable()) })?
        .expanded({ _ in nil }) ?? references.exec.spec.batchSchedulerProfile.nonBlank
    else { return }
    request.profileName = name
    request.profile = catalog.schedulerProfiles[name]
    guard request.profile == nil else { return }
    guard !catalog.excuses(ResourceName(.schedulerProfile, name), isolated: context.isolated) else {
      isIncomplete = true
      return
    }
    report(unknownProfile(name, chosen?.argument, references), references)
  }

  private func unknownProfile(
    _ name: String, _ argument: MergedArgument?, _ references: References
  ) -> Mistake {
    let names = catalog.schedulerProfiles.keys.sorted()
    return Mistake(
      argument?.layer ?? .system, .unknownReference, "there is no SchedulerProfile `\(name)`",
      hint: Spelling.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? (names.isEmpty
          ? "no SchedulerProfile is known; give its manifest too"
          : "the SchedulerProfiles are: \(names.joined(separator: ", "))"),
      path: argument.map { path(of: $0, .schedulerOptions, references) }
        ?? "spec.batchSchedulerProfile")
  }

  private static let profileOption = "--tapis-profile"

  /// What the scheduler is asked for (Tapis reference, section 9.5); nil for a FORK job.
  func plannedBatch(
    _ request: SchedulerRequest, _ sizes: PlannedSizes, _ places: ResolvedPlaces,
    _ references: References
  ) -> PlannedBatch? {
    guard references.jobType == .batch else { return nil }
    var batch = PlannedBatch()
    batch.scheduler = references.exec.spec.batchScheduler ?? .slurm
    batch.queue = references.queue?.queue.name ?? ""
    batch.profile = request.profileName
    let profile = request.profile?.spec
    batch.moduleCommands = profile?.moduleLoads.flatMap(\.commands) ?? []
    var directives = Directives(
      given: request.options.map { PlannedOption($0.option, places.macros) })
    directives.add("--nodes", String(sizes.nodeCount))
    directives.add("--ntasks", String(Self.product(sizes.nodeCount, sizes.coresPerNode)))
    directives.add("--time", String(sizes.maxMinutes))
    let hidden = profile?.hiddenOptions ?? []
    if !hidden.contains(.memory) { directives.add("--mem", String(sizes.memoryMB)) }
    if !hidden.contains(.partition), let queue = references.queue?.queue {
      directives.add("--partition", queue.hpcQueueName ?? queue.name)
    }
    directives.addRules()
    directives.addName()
    directives.addLogs(places)
    directives.addGPUs(sizes.gpus)
    batch.options = directives.sorted
    return batch
  }

  /// More tasks than there can be are left to the scheduler to refuse.
  private static func product(_ nodes: Int, _ cores: Int) -> Int {
    let (tasks, overflow) = nodes.multipliedReportingOverflow(by: cores)
    return overflow ? Int.max : tasks
  }
}

/// The options of a batch script, gathered.
private struct Directives {
  private var options: [PlannedOption]

  init(given: [PlannedOption]) { options = given }

  private func has(_ names: String...) -> Bool {
    options.contains { names.contains($0.name) }
  }

  mutating func add(_ name: String, _ value: String) {
    options.append(PlannedOption(name, CommandWord(value)))
  }

  /// Nothing of the submitting shell gets in; Slurm starts nothing a second time by itself (`retry`
  /// does); and a job that it would start twice all the same does not empty the logs.
  mutating func addRules() {
    if !has("--export") { add("--export", "NONE") }
    if !has("--no-requeue", "--requeue") { options.append(PlannedOption("--no-requeue")) }
    if !has("--open-mode") { add("--open-mode", "append") }
  }

  /// Slurm reads a colon in a job's name as its own.
  mutating func addName() {
    guard let index = options.firstIndex(where: { $0.name == "--job-name" }) else {
      return add("--job-name", "tapisjob.sh")
    }
    let name = options[index].value?.expanded { _ in nil } ?? ""
    options[index].value = CommandWord(
      name.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "-"))
  }

  /// The tasks of an array write files of their own, which Slurm names.
  mutating func addLogs(_ places: ResolvedPlaces) {
    guard !has("--array") else { return }
    let output = places.macros[.stdoutFilename] ?? ""
    let error = places.macros[.stderrFilename] ?? ""
    let directory = places.directories.output
    if !has("--output") { add("--output", PathText.below(directory, output)) }
    if error != output, !has("--error") { add("--error", PathText.below(directory, error)) }
  }

  mutating func addGPUs(_ count: Int) {
    let asks = has("--gpus", "--gpus-per-node", "--gpus-per-socket", "--gpus-per-task")
    let isGeneric = options.contains { option in
      option.name == "--gres"
        && option.value?.expanded { _ in nil }.split(separator: ",").contains {
          $0.prefix { $0 != ":" && $0 != "=" } == "gpu" || $0.hasPrefix("gres/gpu")
        } == true
    }
    guard count > 0, !asks, !isGeneric else { return }
    add("--gpus-per-node", String(count))
  }

  var sorted: [PlannedOption] {
    options.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
      .map(\.element)
  }
}

extension ModuleLoad {
  /// A line for each module, or the bare command (Tapis reference, section 6.4).
  fileprivate var commands: [String] {
    modulesToLoad.isEmpty ? [moduleLoadCommand] : modulesToLoad.map { "\(moduleLoadCommand) \($0)" }
  }
}
