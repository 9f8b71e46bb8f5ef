/// The kinds of Agave and Tapis v2 documents, which are recognised to be refused.
enum LegacyKind {
  case app, system, job

  /// The kind of a document, and the first key that gives it away; nil for anything newer.
  static func find(in tree: NodeTree, _ root: Int32) -> (LegacyKind, Int32)? {
    func key(_ names: [String]) -> Int32? {
      names.lazy.compactMap { tree.entry($0, of: root)?.key }.first
    }
    func has(_ name: String) -> Bool { tree.entry(name, of: root) != nil }
    // Whatever has one of these is of the present.
    let isNew = ["jobAttributes", "containerImage", "systemType", "appVersion"].contains(where: has)
    guard !isNew else { return nil }
    if let key = key(["deploymentPath", "deploymentSystem", "executionSystem"]), !has("appId") {
      return (.app, key)
    }
    if has("storage") || has("login") || has("queues"), let key = key(["type", "storage", "login"])
    {
      return (.system, key)
    }
    let ofJobs = [
      "batchQueue", "maxRunTime", "processorsPerNode", "memoryPerNode", "archivePath",
      "archiveSystem", "executionSystem", "inputs", "parameters",
    ]
    if has("appId"), let key = key(ofJobs) { return (.job, key) }
    return nil
  }

  var name: String {
    switch self {
    case .app: "app"
    case .system: "system"
    case .job: "job"
    }
  }

  /// The present name of each field that has one.
  var successors: [(old: String, new: String)] {
    switch self {
    case .app: Self.ofApps
    case .system: Self.ofSystems
    case .job: Self.ofJobs
    }
  }

  private static let ofApps = [
    ("name", "id"), ("label", "description"), ("shortDescription", "description"),
    ("deploymentPath", "containerImage"), ("deploymentSystem", "containerImage (a tapis:// URL)"),
    ("templatePath", "tapisjob_app.sh in a ZIP containerImage"),
    ("executionSystem", "jobAttributes.execSystemId"), ("executionType", "jobType"),
    ("parallelism", "jobAttributes.isMpi"), ("inputs", "jobAttributes.fileInputs"),
    ("parameters", "jobAttributes.parameterSet.appArgs"),
    ("defaultQueue", "jobAttributes.execSystemLogicalQueue"),
    ("defaultNodeCount", "jobAttributes.nodeCount"),
    ("defaultProcessorsPerNode", "jobAttributes.coresPerNode"),
    ("defaultMemoryPerNode", "jobAttributes.memoryMB"),
    ("defaultMaxRunTime", "jobAttributes.maxMinutes"),
  ]

  private static let ofSystems = [
    ("type", "systemType and canExec"), ("storage", "host and rootDir"), ("login", "host"),
    ("executionType", "canRunBatch"), ("scheduler", "batchScheduler"),
    ("queues", "batchLogicalQueues"), ("scratchDir", "jobWorkingDir"),
    ("workDir", "jobWorkingDir"), ("maxSystemJobs", "jobMaxJobs"),
    ("maxSystemJobsPerUser", "jobMaxJobsPerUser"),
  ]

  private static let ofJobs = [
    ("appId", "appId and appVersion"), ("batchQueue", "execSystemLogicalQueue"),
    ("maxRunTime", "maxMinutes"), ("processorsPerNode", "coresPerNode"),
    ("memoryPerNode", "memoryMB"), ("archive", "archiveMode"), ("archivePath", "archiveSystemDir"),
    ("archiveSystem", "archiveSystemId"), ("executionSystem", "execSystemId"),
    ("inputs", "fileInputs"), ("parameters", "parameterSet.appArgs"),
  ]
}
