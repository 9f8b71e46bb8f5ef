import KilimModel

extension SystemSpec {
  /// A child System with what it leaves to its parent (Tapis reference, section 6.1). Its id,
  /// whether it is enabled and its login are always its own.
  func inheriting(from parent: SystemSpec) -> SystemSpec {
    var spec = parent
    (spec.id, spec.enabled, spec.effectiveUserId) = (id, enabled, effectiveUserId)
    (spec.parentId, spec.allowChildren, spec.importRefId) = (parentId, allowChildren, importRefId)
    spec.rootDir = rootDir.nonBlank ?? parent.rootDir
    spec.description = description ?? parent.description
    spec.systemType = systemType ?? parent.systemType
    spec.host = host ?? parent.host
    spec.port = port ?? parent.port
    spec.defaultAuthnMethod = defaultAuthnMethod ?? parent.defaultAuthnMethod
    spec.bucketName = bucketName.nonBlank ?? parent.bucketName
    spec.useProxy = useProxy ?? parent.useProxy
    spec.proxyHost = proxyHost ?? parent.proxyHost
    spec.proxyPort = proxyPort ?? parent.proxyPort
    spec.dtnSystemId = dtnSystemId.nonBlank ?? parent.dtnSystemId
    spec.takeExecution(from: self)
    spec.takeBatch(from: self)
    if !tags.isEmpty { spec.tags = tags }
    spec.notes = notes ?? parent.notes
    return spec
  }

  private mutating func takeExecution(from child: SystemSpec) {
    canExec = child.canExec ?? canExec
    canRunBatch = child.canRunBatch ?? canRunBatch
    enableCmdPrefix = child.enableCmdPrefix ?? enableCmdPrefix
    mpiCmd = child.mpiCmd.nonBlank ?? mpiCmd
    if !child.jobRuntimes.isEmpty { jobRuntimes = child.jobRuntimes }
    jobWorkingDir = child.jobWorkingDir.nonBlank ?? jobWorkingDir
    if !child.jobEnvVariables.isEmpty { jobEnvVariables = child.jobEnvVariables }
    jobMaxJobs = child.jobMaxJobs ?? jobMaxJobs
    jobMaxJobsPerUser = child.jobMaxJobsPerUser ?? jobMaxJobsPerUser
    if !child.jobCapabilities.isEmpty { jobCapabilities = child.jobCapabilities }
  }

  private mutating func takeBatch(from child: SystemSpec) {
    batchScheduler = child.batchScheduler ?? batchScheduler
    if !child.batchLogicalQueues.isEmpty { batchLogicalQueues = child.batchLogicalQueues }
    batchDefaultLogicalQueue = child.batchDefaultLogicalQueue.nonBlank ?? batchDefaultLogicalQueue
    batchSchedulerProfile = child.batchSchedulerProfile.nonBlank ?? batchSchedulerProfile
  }
}

extension Catalog {
  /// A System with what it has from its parent; nil for none of that name.
  func system(_ id: String) -> Definition<SystemSpec>? {
    guard let system = systems[id] else { return nil }
    guard let parent = system.spec.parentId.nonBlank.flatMap({ systems[$0] }) else { return system }
    return system.with(system.spec.inheriting(from: parent.spec))
  }
}
