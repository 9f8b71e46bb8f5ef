import Glibc
import KilimModel
import Testing

@testable import KilimManifest

/// Apps, systems and profiles that one portal has in production, together: each app compiles with a
/// job that gives no more than it requires.
@Suite(.enabled(if: getenv("KILIM_CORPUS") != nil, "KILIM_CORPUS names no corpus"))
struct CorpusPlanTests {
  private static let folder = getenv("KILIM_CORPUS").map { String(cString: $0) } ?? ""
  private static let standInMark = "stand-in"
  private static let owner = "TACC__WMA-Tapis-Templates__"

  private static func documents(of kind: String) -> [(file: String, document: ManifestDocument)] {
    FolderContent.names(in: "\(folder)/\(kind)").sorted().filter { $0.hasPrefix(owner) }.flatMap {
      file in
      let bytes = FolderContent.bytes(of: "\(folder)/\(kind)/\(file)") ?? []
      let loaded = ManifestLoader.load([SourceFile(name: file, directory: "/d", bytes: bytes)])
      let name = String(file.dropFirst(owner.count))
      return loaded.documents.map { (name, $0) }
    }
  }

  /// Everything that is given, and a stand-in for each System and profile that is only named.
  private static func catalog(for apps: [ManifestDocument]) -> Catalog {
    var catalog = Catalog()
    for kind in ["systems", "profiles"] {
      for (_, document) in documents(of: kind) { catalog.add(document) }
    }
    for case .app(let app) in apps.map(\.spec) {
      let attributes = app.jobAttributes
      if let id = attributes.execSystemId.nonBlank, catalog.systems[id] == nil {
        catalog.systems[id] = standIn(id, queue: attributes.execSystemLogicalQueue)
      } else if let id = attributes.execSystemId.nonBlank, let system = catalog.systems[id],
        system.spec.importRefId == standInMark,
        let queue = attributes.execSystemLogicalQueue.nonBlank,
        !system.spec.batchLogicalQueues.contains(where: { $0.name == queue })
      {
        var spec = system.spec
        spec.batchLogicalQueues.append(.open(queue))
        catalog.systems[id] = system.with(spec)
      }
      for id in attributes.archiveAndSources
        + [SystemsInText.first(app.containerImage)].compactMap(\.self)
      where catalog.systems[id] == nil {
        catalog.systems[id] = standIn(id, queue: nil)
      }
      for option in attributes.parameterSet.schedulerOptions {
        guard let name = option.arg?.split(separator: " "), name.first == "--tapis-profile",
          let profile = name.last.map(String.init), catalog.schedulerProfiles[profile] == nil
        else { continue }
        catalog.schedulerProfiles[profile] = Definition(
          spec: SchedulerProfileSpec(), label: "SchedulerProfile \(profile)",
          contentIdentity: .of(profile), directory: "/d")
      }
    }
    return catalog
  }

  private static func standIn(_ id: String, queue: String?) -> Definition<SystemSpec> {
    var system = SystemSpec()
    system.id = id
    system.host = id + ".example.org"
    system.rootDir = "/"
    system.canExec = true
    system.canRunBatch = true
    system.enableCmdPrefix = true
    system.batchScheduler = .slurm
    system.importRefId = standInMark
    system.jobWorkingDir = "HOST_EVAL($SCRATCH)/${JobUUID}"
    system.jobRuntimes = [.of(.singularity), .of(.zip)]
    system.batchLogicalQueues = queue.map { [.open($0)] } ?? []
    return Definition(
      spec: system, label: "System \(id)", contentIdentity: .of(id), directory: "/d")
  }

  /// A job that fills in what the app requires, and nothing else.
  private static func job(for app: AppSpec) -> JobSpec {
    let attributes = app.jobAttributes
    var job = JobSpec()
    job.appId = app.id ?? ""
    job.appVersion = app.version
    job.attributes.parameterSet.appArgs = attributes.parameterSet.appArgs.compactMap(required)
    job.attributes.parameterSet.containerArgs = attributes.parameterSet.containerArgs.compactMap(
      required)
    job.attributes.parameterSet.schedulerOptions =
      attributes.parameterSet.schedulerOptions.compactMap(required)
    job.attributes.parameterSet.envVariables = attributes.parameterSet.envVariables.compactMap {
      let isOpen = $0.value == nil || $0.value == EnvironmentVariable.notSet
      return $0.inputMode == .required && isOpen ? .of($0.key, "x") : nil
    }
    job.attributes.fileInputs = attributes.fileInputs.compactMap {
      $0.inputMode == .required && $0.sourceUrl.nonBlank == nil
        ? .of($0.name, "tapis://cloud.data/project/x") : nil
    }
    job.attributes.fileInputArrays = attributes.fileInputArrays.compactMap {
      $0.inputMode == .required && ($0.sourceUrls ?? []).isEmpty
        ? .of($0.name, ["tapis://cloud.data/project/x"]) : nil
    }
    return job
  }

  private static func required(_ argument: Argument) -> Argument? {
    argument.inputMode == .required && argument.value == nil ? .of(argument.name, "-A x") : nil
  }

  /// What is wrong with an app's job; nil for a plan.
  private static func complaint(
    _ job: JobSpec, _ name: String, _ catalog: Catalog, _ uuid: RunUUID
  ) -> String? {
    let (compiled, diagnostics) = JobCompiler.compile(
      job, metadata: Metadata(name: "first"), source: nil, directory: "/d", catalog: catalog,
      context: CompileContext(
        uuid: uuid, created: Timestamp(milliseconds: 0), facts: Workbench.facts([:]),
        inspector: FileTable(files: [:], contents: [:])))
    let errors = diagnostics.filter { $0.severity == .error }
    if let plan = compiled?.plan, errors.isEmpty {
      return RunPlan(json: plan.json) == plan ? nil : "\(name): the plan is not what its text says"
    }
    return "\(name): " + errors.map { "\($0.code.rawValue) \($0.message)" }.joined(separator: "; ")
  }

  private static let refused = [
    "applications__a2cps__rstudio-secure__app.json: K0406 an `arg` holds words, and this one has a command substitution (`$(...)` or backquotes)",
    "applications__all-fields__test-container-args.json: K0510 `--env` is set by Kilim, from `envVariables`",
    "applications__rstudio__app.json: K0406 an `arg` holds words, and this one has a command substitution (`$(...)` or backquotes)",
  ]

  @Test func `plans a job for every app of a portal`() throws {
    let apps = Self.documents(of: "apps")
    #expect(apps.count >= 60)
    let uuid = try #require(RunUUID(Workbench.uuidText))
    var catalog = Self.catalog(for: apps.map(\.document))
    var complaints: [String] = []
    for (file, document) in apps {
      guard case .app(let app) = document.spec else { continue }
      catalog.add(document)
      complaints += Self.complaint(Self.job(for: app), file, catalog, uuid).map { [$0] } ?? []
    }
    // Decision 0009 says why Tapis takes these and Kilim does not.
    #expect(complaints == Self.refused)
  }

  @Test func `plans the jobs of a portal`() throws {
    let apps = Self.documents(of: "apps").map(\.document)
    let uuid = try #require(RunUUID(Workbench.uuidText))
    var catalog = Self.catalog(for: apps)
    for app in apps { catalog.add(app) }
    var complaints: [String] = []
    for (file, document) in Self.documents(of: "jobs") {
      guard case .job(let job) = document.spec else { continue }
      complaints += Self.complaint(job, file, catalog, uuid).map { [$0] } ?? []
    }
    // They name an App, or a version of one, that the portal does not have in its files.
    #expect(
      complaints == [
        "applications__setfacl-corral-tg458981__job.json: K0301 App `setfacl-corral-tg458981` has no version `0.0.1`",
        "applications__sleep-seconds__app3.json: K0301 there is no App `SleepSeconds-app`",
      ])
  }
}

/// The System that a `tapis:` address names.
private enum SystemsInText {
  static func first(_ text: String?) -> String? {
    guard let text, case .system(let id, _) = SourceReference(text) else { return nil }
    return id
  }
}

extension JobAttributes {
  fileprivate var archiveAndSources: [String] {
    [archiveSystemId.nonBlank].compactMap(\.self)
      + fileInputs.compactMap { SystemsInText.first($0.sourceUrl) }
      + fileInputArrays.flatMap { ($0.sourceUrls ?? []).compactMap(SystemsInText.first) }
  }
}

extension LogicalQueue {
  fileprivate static func open(_ name: String) -> LogicalQueue {
    var queue = LogicalQueue()
    queue.name = name
    queue.hpcQueueName = name
    return queue
  }
}
