import KilimModel

/// A Job: Tapis' job request (reference, section 1) and Kilim's own fields.
enum JobDeclaration {
  static let type = RecordType<JobSpec>(
    "a Job", { JobSpec() }, request + inherited + own + JobPolicyDeclaration.fields + last,
    advice: [
      "inputs": .renamed("fileInputs"),
      "parameters": .renamed("parameterSet"),
      "execSystem": .renamed("execSystemId"),
      "executionSystemId": .renamed("execSystemId"),
    ],
    ignored: ignored)

  private static let request: [Field<JobSpec>] = [
    .optional(
      "name", \.name, .text(1...64, .objectName), .other, "1.1",
      "The job's name; repeats `metadata.name`."),
    .required(
      "appId", \.appId, .text(1...80, .identifier), .identity, "1.1", "The App to run."),
    .required(
      "appVersion", \.appVersion, .text(1...64, .harmless), .identity, "1.1",
      "The App's version."),
    .optional(
      "jobType", \.jobType, .choice(of: JobType.self), .other, "1.1",
      "FORK runs at once, BATCH goes through the scheduler."),
  ]

  private static let inherited: [Field<JobSpec>] = JobAttributesDeclaration.inJob.map {
    $0.lifted(\.attributes)
  }

  private static let own: [Field<JobSpec>] = [
    .optional(
      "updatePolicy", \.updatePolicy, .record(updatePolicy), .other, "Kilim",
      "What `apply` does when a change would need a new run.")
  ]

  private static let last: [Field<JobSpec>] = [
    .list(
      "notifications", \.notifications,
      .list(.record(SubscriptionDeclaration.notification)).distinct(),
      .other, "Kilim", "The short form of `subscriptions`."),
    .optional(
      "runToken", \.runToken, .text(max: 1024), .identity, "Kilim",
      "Any text; another text asks for another run."),
    .optional(
      "notes", \.notes, .freeMapping, .other, "1.1", "Anything, kept for other programs."),
  ]

  private static let updatePolicy = RecordType(
    "an `updatePolicy`", { UpdatePolicy() },
    [
      .optional(
        "whileRunning", \.whileRunning, .choice(of: WhileRunningPolicy.self), .other, "Kilim",
        "While the last run is under way.", default: "Wait"),
      .optional(
        "afterFinish", \.afterFinish, .choice(of: AfterFinishPolicy.self), .other, "Kilim",
        "Once the last run has ended.", default: "Rerun"),
    ])

  /// Of the cloud, and what a saved job record holds besides the request (reference, section 12).
  private static let ignored: Set<String> = [
    "tenant", "owner", "id", "uuid", "status", "condition", "lastMessage", "created", "ended",
    "lastUpdated", "createdby", "createdbyTenant", "visible", "blockedCount", "remoteJobId",
    "remoteJobId2", "remoteOutcome", "remoteResultInfo", "remoteQueue", "remoteSubmitted",
    "remoteStarted", "remoteEnded", "remoteSubmitRetries", "remoteChecksSuccess",
    "remoteChecksFailed", "remoteLastStatusCheck", "inputTransactionId", "inputCorrelationId",
    "archiveTransactionId", "archiveCorrelationId", "stageAppTransactionId",
    "stageAppCorrelationId", "dtnInputTransactionId", "dtnInputCorrelationId",
    "dtnOutputTransactionId", "dtnOutputCorrelationId", "dtnSystemId", "dtnMountSourcePath",
    "dtnMountPoint", "tapisQueue", "sharedAppCtx", "sharedAppCtxAttribs", "trackingId", "mpi",
    "_fileInputsSpec", "_parameterSetModel",
  ]
}
