extension LegacyKind {
  struct Field {
    var key: Int32
    var message: String
  }

  /// What is called otherwise in Tapis v3, or is no more, in the order of the text.
  func fields(of root: Int32, in tree: NodeTree) -> [Field] {
    var fields: [Field] = []
    add(root, "", in: tree, to: &fields)
    return fields
  }

  private func add(
    _ node: Int32, _ prefix: String, in tree: NodeTree, to fields: inout [Field]
  ) {
    tree.forEachEntry(of: node) { entry in
      let name = tree.string(tree.node(entry.key))
      guard let successor = successors[prefix + name] else { return }
      let message =
        successor.isEmpty
        ? "`\(name)` is no more: leave it out" : "`\(name)` is now \(Self.quoted(successor))"
      fields.append(Field(key: entry.key, message: message))
      addInner(entry.value, prefix + name + ".", in: tree, to: &fields)
    }
  }

  private func addInner(
    _ node: Int32, _ prefix: String, in tree: NodeTree, to fields: inout [Field]
  ) {
    switch tree.node(node).kind {
    case .mapping: add(node, prefix, in: tree, to: &fields)
    case .sequence: tree.forEachItem(of: node) { add($0, prefix, in: tree, to: &fields) }
    case .plain, .text, .alias: break
    }
  }

  /// `a and b` as "`a` and `b`"; what stands in brackets explains.
  private static func quoted(_ successor: String) -> String {
    let parts = successor.split(separator: " (", maxSplits: 1)
    let names = parts[0].split(separator: " and ").map { "`\($0)`" }.joined(separator: " and ")
    return parts.count > 1 ? "\(names) (\(parts[1])" : names
  }

  /// The present name of each field, by its way from the top; empty when there is none.
  private var successors: [String: String] {
    switch self {
    case .app: Self.ofApps
    case .system: Self.ofSystems
    case .job: Self.ofJobs
    }
  }

  private static let ofApps = [
    "name": "id", "label": "description", "shortDescription": "description",
    "longDescription": "description", "helpURI": "notes.helpUrl", "available": "enabled",
    "deploymentPath": "containerImage", "deploymentSystem": "containerImage (a tapis:// URL)",
    "templatePath": "containerImage (a ZIP with tapisjob_app.sh)", "testPath": "",
    "executionSystem": "jobAttributes.execSystemId",
    "executionType": "jobType (HPC is BATCH, CLI is FORK)",
    "parallelism": "jobAttributes.isMpi", "checkpointable": "", "ontology": "", "outputs": "",
    "icon": "notes.icon", "isPublic": "", "revision": "", "uuid": "", "lastModified": "",
    "modules": "moduleLoads (of a SchedulerProfile)",
    "defaultQueue": "jobAttributes.execSystemLogicalQueue",
    "defaultNodeCount": "jobAttributes.nodeCount",
    "defaultProcessors": "jobAttributes.coresPerNode",
    "defaultProcessorsPerNode": "jobAttributes.coresPerNode",
    "defaultMemory": "jobAttributes.memoryMB (in MB)",
    "defaultMemoryPerNode": "jobAttributes.memoryMB (in MB)",
    "defaultMaxRunTime": "jobAttributes.maxMinutes (in minutes)",
    "inputs": "jobAttributes.fileInputs", "inputs.id": "name", "inputs.value": "",
    "inputs.value.default": "sourceUrl", "inputs.value.required": "inputMode (REQUIRED)",
    "inputs.details": "", "inputs.details.description": "description",
    "inputs.details.label": "notes.label", "inputs.semantics": "",
    "parameters": "jobAttributes.parameterSet.appArgs", "parameters.id": "name",
    "parameters.value": "", "parameters.value.default": "arg",
    "parameters.value.required": "inputMode (REQUIRED)", "parameters.details": "",
    "parameters.details.description": "description", "parameters.details.label": "notes.label",
    "parameters.details.argument": "arg", "parameters.semantics": "",
  ]

  private static let ofSystems = [
    "name": "description", "type": "systemType and canExec", "status": "enabled",
    "available": "enabled", "site": "", "default": "", "public": "", "globalDefault": "",
    "revision": "", "uuid": "", "lastModified": "", "storage": "host and rootDir",
    "storage.host": "host", "storage.port": "port", "storage.protocol": "systemType",
    "storage.rootDir": "rootDir", "storage.homeDir": "rootDir",
    "storage.container": "bucketName", "storage.auth": "defaultAuthnMethod",
    "storage.auth.username": "effectiveUserId", "storage.proxy": "proxyHost",
    "storage.mirror": "", "storage.publicAppsDir": "",
    "login": "host", "login.host": "host", "login.port": "port", "login.protocol": "",
    "login.scratchDir": "jobWorkingDir", "login.workDir": "jobWorkingDir",
    "login.auth": "defaultAuthnMethod", "login.auth.username": "effectiveUserId",
    "login.proxy": "proxyHost", "executionType": "canRunBatch", "scheduler": "batchScheduler",
    "environment": "jobEnvVariables", "startupScript": "jobEnvVariables",
    "scratchDir": "jobWorkingDir", "workDir": "jobWorkingDir", "maxSystemJobs": "jobMaxJobs",
    "maxSystemJobsPerUser": "jobMaxJobsPerUser", "queues": "batchLogicalQueues",
    "queues.name": "name and hpcQueueName", "queues.mappedName": "hpcQueueName",
    "queues.default": "batchDefaultLogicalQueue", "queues.maxUserJobs": "maxJobsPerUser",
    "queues.maxNodes": "maxNodeCount", "queues.maxMemoryPerNode": "maxMemoryMB (in MB)",
    "queues.maxProcessorsPerNode": "maxCoresPerNode",
    "queues.maxRequestedTime": "maxMinutes (in minutes)",
    "queues.customDirectives": "schedulerOptions",
  ]

  private static let ofJobs = [
    "appId": "appId and appVersion", "batchQueue": "execSystemLogicalQueue",
    "queue": "execSystemLogicalQueue", "maxRunTime": "maxMinutes (in minutes)",
    "processorsPerNode": "coresPerNode", "memoryPerNode": "memoryMB (in MB)",
    "archive": "archiveMode", "archivePath": "archiveSystemDir",
    "archiveSystem": "archiveSystemId", "executionSystem": "execSystemId",
    "inputs": "fileInputs", "parameters": "parameterSet.appArgs",
    "notifications": "subscriptions",
  ]
}
