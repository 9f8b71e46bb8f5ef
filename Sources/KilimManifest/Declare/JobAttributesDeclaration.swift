import KilimModel

/// What a job and an app's `jobAttributes` have in common (Tapis reference, sections 1.1 and 7).
enum JobAttributesDeclaration {
  static let inJob = fields(
    parameters: ParameterSetDeclaration.inJob, inputs: FileInputDeclaration.inJob,
    arrays: FileInputDeclaration.arraysInJob, limits: .inJob)

  static let inApp = RecordType(
    "`jobAttributes`", { JobAttributes() },
    fields(
      parameters: ParameterSetDeclaration.inApp, inputs: FileInputDeclaration.inApp,
      arrays: FileInputDeclaration.arraysInApp, limits: .inApp),
    advice: [
      "fileInputDefinitions": .renamed("fileInputs"),
      "executionSystemId": .renamed("execSystemId"),
    ])

  /// Lengths that differ between a job's request and an App (reference, sections 1.1 and 7).
  private struct Limits {
    var description: ClosedRange<Int>
    var queue: Int
    var prefix: Int
    var tag: Int

    static let inJob = Limits(description: 1...2048, queue: 80, prefix: 1024, tag: 126)
    static let inApp = Limits(description: 0...2048, queue: 128, prefix: 4096, tag: 128)
  }

  private static func fields(
    parameters: RecordType<ParameterSet>, inputs: ValueType<[FileInput]>,
    arrays: ValueType<[FileInputArray]>, limits: Limits
  ) -> [Field<JobAttributes>] {
    [
      .optional(
        "description", \.description, .text(limits.description), .other, "1.1", "For people.")
    ] + execution + [queue(limits.queue)] + places + mpi(limits.prefix)
      + [
        .group(
          "parameterSet", \.parameterSet, parameters, .identity, "2",
          "Arguments, variables and options."),
        .list(
          "fileInputs", \.fileInputs, inputs, .identity, "3",
          "Files that are staged before the run."),
        .list(
          "fileInputArrays", \.fileInputArrays, arrays, .identity, "3.7",
          "Several files for one directory."),
      ] + sizes
      + [
        .list(
          "subscriptions", \.subscriptions,
          .list(.record(SubscriptionDeclaration.subscription)).distinct(), .other, "11.1",
          "Who hears about which events."),
        .list(
          "tags", \.tags, .unordered(.text(1...limits.tag)).distinct(), .other, "1.1",
          "Words for searching."),
      ]
  }

  // Where a run happens does not change what it computes, so systems, queues and directories are
  // not identity; neither is what becomes of its outputs.
  private static let execution: [Field<JobAttributes>] = [
    .optional(
      "dynamicExecSystem", \.dynamicExecSystem, .boolean, .other, "13",
      "Let constraints choose the system.", default: "false"),
    .list(
      "execSystemConstraints", \.execSystemConstraints, .list(.text(1...4096)).distinct(), .other,
      "13",
      "Constraints for choosing the system."),
    .optional(
      "execSystemId", \.execSystemId, systemId.orBlank, .other, "1.1", "The System to run on.",
      default: "local"),
    directory("execSystemExecDir", \.execSystemExecDir, "Where the program starts."),
    directory("execSystemInputDir", \.execSystemInputDir, "Where inputs are staged."),
    directory("execSystemOutputDir", \.execSystemOutputDir, "Where outputs are written."),
  ]

  private static func queue(_ length: Int) -> Field<JobAttributes> {
    .optional(
      "execSystemLogicalQueue", \.execSystemLogicalQueue,
      .text(1...length, .harmless).orBlank, .other, "1.1", "The queue, for BATCH jobs.",
      default: "the System's batchDefaultLogicalQueue")
  }

  private static let places: [Field<JobAttributes>] = [
    directory("dtnSystemInputDir", \.dtnSystemInputDir, "Inputs on the data transfer node."),
    directory("dtnSystemOutputDir", \.dtnSystemOutputDir, "Outputs on the data transfer node."),
    .optional(
      "archiveSystemId", \.archiveSystemId, systemId.orBlank, .other, "1.1",
      "The System that keeps the outputs.", default: "the execution system"),
    directory("archiveSystemDir", \.archiveSystemDir, "Where outputs are archived."),
    .optional(
      "archiveOnAppError", \.archiveOnAppError, .boolean, .other, "1.1",
      "Archive the outputs of a failed run too.", default: "true"),
    .optional(
      "archiveMode", \.archiveMode, .choice(of: ArchiveMode.self), .other, "1.1",
      "When outputs are archived.", default: "ALWAYS"),
  ]

  private static func mpi(_ prefixLength: Int) -> [Field<JobAttributes>] {
    [
      .optional(
        "isMpi", \.isMpi, .boolean, .identity, "13", "Start the program through `mpiCmd`.",
        default: "false"),
      .optional(
        "mpiCmd", \.mpiCmd, .text(max: 126).orBlank, .identity, "13",
        "The MPI launcher in front of the command.", default: "the System's mpiCmd"),
      .optional(
        "cmdPrefix", \.cmdPrefix, .text(max: prefixLength).orBlank, .identity, "13",
        "Raw shell text in front of the command; the System must enable it."),
    ]
  }

  // Nodes, cores and GPUs decide how a program divides its work, and so what it computes; memory
  // and time only whether it gets there.
  private static let sizes: [Field<JobAttributes>] = [
    .optional(
      "nodeCount", \.nodeCount, .integer(1...), .identity, "1.1", "Nodes.", default: "1"),
    .optional(
      "coresPerNode", \.coresPerNode, .integer(1...), .identity, "1.1", "Cores per node.",
      default: "1"),
    .optional(
      "memoryMB", \.memoryMB, .integer(1...), .other, "1.1", "Memory per node, in MB.",
      default: "100"),
    .optional(
      "maxMinutes", \.maxMinutes, .integer(1...), .other, "1.1",
      "The run's time limit, in minutes.",
      default: "10"),
    .optional("gpus", \.gpus, .integer(0...), .identity, "Kilim", "GPUs per node.", default: "0"),
  ]

  static let systemId = ValueType.text(1...80, .identifier)

  private static func directory(
    _ name: String, _ path: any WritableKeyPath<JobAttributes, String?> & Sendable,
    _ documentation: String
  ) -> Field<JobAttributes> {
    .optional(name, path, .text(max: 4096, .oneLine).orBlank, .other, "5", documentation)
  }
}
