import KilimModel

extension ResourceKind {
  /// The field of the spec that repeats the object's name.
  var nameField: String {
    switch self {
    case .system, .app: "id"
    case .schedulerProfile, .job, .sweep, .workflow: "name"
    }
  }

  var fieldNames: [String] {
    switch self {
    case .system: SystemDeclaration.type.fields.map(\.name)
    case .app: AppDeclaration.type.fields.map(\.name)
    case .schedulerProfile: SchedulerProfileDeclaration.type.fields.map(\.name)
    case .job: JobDeclaration.type.fields.map(\.name)
    case .sweep: SweepDeclaration.type.fields.map(\.name)
    case .workflow: WorkflowDeclaration.type.fields.map(\.name)
    }
  }

  /// Reads a spec; nil after a diagnostic when it is no mapping.
  func read(_ node: Int32, _ decoding: inout Decoding) -> ResourceSpec? {
    switch self {
    case .system: SystemDeclaration.type.read(node, &decoding).map { .system($0) }
    case .app: AppDeclaration.type.read(node, &decoding).map { .app($0) }
    case .schedulerProfile:
      SchedulerProfileDeclaration.type.read(node, &decoding).map { .schedulerProfile($0) }
    case .job: JobDeclaration.type.read(node, &decoding).map { .job($0) }
    case .sweep: SweepDeclaration.type.read(node, &decoding).map { .sweep($0) }
    case .workflow: WorkflowDeclaration.type.read(node, &decoding).map { .workflow($0) }
    }
  }
}

extension ResourceSpec {
  /// The object's name as the spec itself says it.
  var ownName: String? {
    get {
      switch self {
      case .system(let system): system.id
      case .app(let app): app.id
      case .schedulerProfile(let profile): profile.name
      case .job(let job): job.name
      case .sweep(let sweep): sweep.name
      case .workflow(let workflow): workflow.name
      }
    }
    set {
      switch self {
      case .system(var system):
        system.id = newValue
        self = .system(system)
      case .app(var app):
        app.id = newValue
        self = .app(app)
      case .schedulerProfile(var profile):
        profile.name = newValue
        self = .schedulerProfile(profile)
      case .job(var job):
        job.name = newValue
        self = .job(job)
      case .sweep(var sweep):
        sweep.name = newValue
        self = .sweep(sweep)
      case .workflow(var workflow):
        workflow.name = newValue
        self = .workflow(workflow)
      }
    }
  }
}
