package import KilimModel

/// What a job may refer to.
package struct Catalog: Sendable {
  package var systems: [String: Definition<SystemSpec>]
  /// By `id@version`.
  package var apps: [String: Definition<AppSpec>]
  package var schedulerProfiles: [String: Definition<SchedulerProfileSpec>]
  /// Objects that were given but have errors of their own: a reference to one of them is not a
  /// further mistake, though what refers to it cannot be compiled.
  package var rejected: Set<ResourceName> = []

  package init(
    systems: [String: Definition<SystemSpec>] = [:], apps: [String: Definition<AppSpec>] = [:],
    schedulerProfiles: [String: Definition<SchedulerProfileSpec>] = [:]
  ) {
    self.schedulerProfiles = schedulerProfiles
    self.systems = systems
    self.apps = apps
  }

  /// Adds the definition of a document; a Job is left out.
  package mutating func add(_ document: ManifestDocument) {
    let name = document.name
    switch document.spec {
    case .system(let spec): systems[name.name] = Definition(spec, named: name, document.source)
    case .app(let spec): apps[name.name] = Definition(spec, named: name, document.source)
    case .schedulerProfile(let spec):
      schedulerProfiles[name.name] = Definition(spec, named: name, document.source)
    case .job, .sweep, .workflow: break
    }
  }

  /// The System `local`, which is always there: this machine, its own processes, as many jobs at
  /// a time as it has cores. A manifest may define another one in its place.
  ///
  /// - Parameter defaultWorkingDirectory: absolute; runs get `jobs/UUID` below it.
  package static func localSystem(
    facts: HostFacts, defaultWorkingDirectory: String
  ) -> Definition<SystemSpec> {
    var spec = SystemSpec()
    spec.id = localName
    spec.systemType = .linux
    spec.host = "localhost"
    spec.rootDir = "/"
    spec.canExec = true
    // Which of them are installed shows when one is used.
    spec.jobRuntimes = [Runtime.native, .zip, .docker, .podman, .apptainer].map { type in
      var runtime = JobRuntime()
      runtime.runtimeType = type
      return runtime
    }
    spec.jobWorkingDir = defaultWorkingDirectory
    spec.jobMaxJobs = facts.coreCount
    return Definition(
      spec: spec, label: "System local (built in)", contentIdentity: .of("System local"),
      directory: defaultWorkingDirectory)
  }

  /// The name of the System that runs what names no other.
  package static let localName = "local"
}

extension Definition {
  fileprivate convenience init(_ spec: Spec, named name: ResourceName, _ source: DocumentSource)
  where Spec == AppSpec {
    self.init(
      spec: spec, label: "App \(name.name)", source: source, file: source.file,
      line: source.line, contentIdentity: SpecCoding.identity(of: spec),
      directory: source.directory)
  }

  /// Nothing in a System or a SchedulerProfile is part of a run's identity, so its own is that of
  /// its name.
  fileprivate convenience init(_ spec: Spec, named name: ResourceName, _ source: DocumentSource) {
    let label = "\(name.kind.rawValue) \(name.name)"
    self.init(
      spec: spec, label: label, source: source, file: source.file, line: source.line,
      contentIdentity: .of(label), directory: source.directory)
  }
}
