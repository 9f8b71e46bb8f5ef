import KilimModel

/// A machine where work runs or data lives (Tapis reference, section 6).
enum SystemDeclaration {
  static let type = RecordType<SystemSpec>(
    "a System", { SystemSpec() }, base + execution + batch + rest,
    advice: [
      "jobIsBatch": .renamed("canRunBatch"),
      "batchDefaultQueue": .renamed("batchDefaultLogicalQueue"),
      "transferMethods": "remove it: the way of transfer follows from `systemType`",
      "transmissionProtocols": "remove it: the way of transfer follows from `systemType`",
      "isDtn": "remove it: name the data transfer node in `dtnSystemId`",
      "dtnMountPoint": "remove it: both systems see the same paths",
      "dtnMountSourcePath": "remove it: both systems see the same paths",
    ],
    // Credentials are never kept: SSH keys stay with the user's own agent and configuration.
    ignored: [
      "tenant", "owner", "uuid", "deleted", "created", "updated", "isPublic", "sharedWithUsers",
      "isDynamicEffectiveUser", "hasCredentials", "authnCredential",
    ])

  private static let base: [Field<SystemSpec>] = [
    .optional("id", \.id, systemId, .other, "6.1", "The System's id; repeats `metadata.name`."),
    .optional("description", \.description, .text(max: 2048), .other, "6.1", "For people."),
    .optional(
      "systemType", \.systemType, .choice(of: SystemType.self), .other, "6.1",
      "What kind of system it is; only LINUX runs jobs."
    ).demanded,
    .optional(
      "host", \.host, .text(1...256, .harmless), .other, "6.1", "Its host name or address."
    ).demanded,
    .optional(
      "port", \.port, .integer(-1...65_535), .other, "6.1", "-1 means the protocol's own.",
      default: "-1"),
    .optional(
      "enabled", \.enabled, .boolean, .other, "6.1", "False refuses new runs.", default: "true"),
    .optional(
      "effectiveUserId", \.effectiveUserId, .text(max: 60, .harmless).orBlank, .other, "6.1",
      "The login on the host.", default: "${apiUserId}"),
    .optional(
      "defaultAuthnMethod", \.defaultAuthnMethod, .choice(of: AuthenticationMethod.self), .other,
      "6.1", "How a login is proven."),
    .optional(
      "rootDir", \.rootDir, .text(max: 4096, .harmless).orBlank, .other, "6.1",
      "The directory that all paths hang below."),
    .optional(
      "bucketName", \.bucketName, .text(max: 63, .harmless).orBlank, .other, "6.1",
      "The bucket of an S3 system."),
    .optional("useProxy", \.useProxy, .boolean, .other, "6.1", "For IRODS.", default: "false"),
    .optional("proxyHost", \.proxyHost, .text(max: 256, .oneLine), .other, "6.1", "For IRODS."),
    .optional("proxyPort", \.proxyPort, .integer(-1...65_535), .other, "6.1", "For IRODS."),
    .optional(
      "dtnSystemId", \.dtnSystemId, .text(max: 80, .harmless).orBlank, .other, "5.3",
      "The data transfer node."
    ),
  ]

  private static let execution: [Field<SystemSpec>] = [
    .optional("canExec", \.canExec, .boolean, .other, "6.1", "Whether jobs may run on it.")
      .demanded,
    .optional(
      "canRunBatch", \.canRunBatch, .boolean, .other, "6.1", "Whether it has a batch scheduler.",
      default: "false"),
    .optional(
      "enableCmdPrefix", \.enableCmdPrefix, .boolean, .other, "6.1", "Permits `cmdPrefix`.",
      default: "false"),
    .optional(
      "mpiCmd", \.mpiCmd, .text(max: 126).orBlank, .other, "13", "The MPI launcher, for `isMpi`."),
    .list(
      "jobRuntimes", \.jobRuntimes, .list(.record(runtime)).distinct(), .other, "6.1",
      "The runtimes that it offers."),
    .optional(
      "jobWorkingDir", \.jobWorkingDir, .text(max: 4096, .oneLine).orBlank, .other, "5",
      "Where jobs get their directories."),
    .list(
      "jobEnvVariables", \.jobEnvVariables, VariableDeclaration.uniqueInApp, .other, "2.2",
      "Environment variables of all jobs."),
    .optional(
      "jobMaxJobs", \.jobMaxJobs, .jobCount, .other, "8.4",
      "Runs at a time; 0 or less means no limit.", default: "the host's cores"),
    .optional(
      "jobMaxJobsPerUser", \.jobMaxJobsPerUser, .jobCount, .other, "8.4",
      "Runs at a time of one user; -1 means no limit.", default: "-1"),
  ]

  private static let batch: [Field<SystemSpec>] = [
    .optional(
      "batchScheduler", \.batchScheduler, .choice(of: SchedulerType.self), .other, "6.1",
      "The batch scheduler."),
    .list(
      "batchLogicalQueues", \.batchLogicalQueues, QueueDeclaration.unique, .other, "6.3",
      "The queues and their limits."),
    .optional(
      "batchDefaultLogicalQueue", \.batchDefaultLogicalQueue, .text(max: 128).orBlank, .other,
      "6.1",
      "The queue of jobs that name none."),
    .optional(
      "batchSchedulerProfile", \.batchSchedulerProfile, .text(max: 80, .harmless).orBlank, .other,
      "6.4",
      "The profile of jobs that name none."),
  ]

  private static let rest: [Field<SystemSpec>] = [
    .list(
      "jobCapabilities", \.jobCapabilities, .list(.record(capability)).distinct(), .other, "6.5",
      "What it offers, for constraints."),
    .optional("allowChildren", \.allowChildren, .boolean, .other, "6.1", "For child systems."),
    .optional(
      "parentId", \.parentId, .text(max: 80, .harmless).orBlank, .other, "6.1", "For child systems."
    ),
    .optional(
      "importRefId", \.importRefId, .text(), .other, "6.1", "Kept for other programs."),
    .list(
      "tags", \.tags, .unordered(.text(1...128)).distinct(), .other, "6.1", "Words for searching."),
    .optional("notes", \.notes, .freeMapping, .other, "6.1", "Anything, kept for other programs."),
  ]

  static let systemId = ValueType.text(1...80, .identifier)

  private static let runtime = RecordType(
    "a job runtime", { JobRuntime() },
    [
      .required(
        "runtimeType", \.runtimeType, .choice(of: Runtime.self), .other, "6.1", "The runtime."),
      .optional(
        "version", \.version, .text(max: 128).orBlank, .other, "6.1", "Its version, for people."),
    ])

  private static let capability = RecordType(
    "a capability", { Capability() },
    [
      .optional(
        "category", \.category,
        .choice(among: [
          "SCHEDULER", "OS", "HARDWARE", "SOFTWARE", "JOB", "CONTAINER", "MISC", "CUSTOM",
        ]), .other, "6.5", "What it is about."),
      .required("name", \.name, .text(1...128), .other, "6.5", "Its name."),
      .optional("subcategory", \.subcategory, .text(), .other, "6.5", "A finer category."),
      .optional(
        "datatype", \.datatype,
        .choice(among: ["STRING", "INTEGER", "BOOLEAN", "NUMBER", "TIMESTAMP"]), .other, "6.5",
        "The type of its value."),
      .optional(
        "precedence", \.precedence, .integer(Int(Int32.min)...Int(Int32.max)), .other, "6.5",
        "Its weight.", default: "100"),
      .optional("value", \.value, .text(), .other, "6.5", "Its value."),
    ])
}
