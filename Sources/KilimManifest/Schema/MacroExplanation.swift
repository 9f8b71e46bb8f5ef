/// What people are told of a macro: the text of `kilim explain '${JobUUID}'`.
package struct MacroExplanation: Sendable, Hashable {
  package var name: String
  package var meaning: String
  /// The variable that carries the value into the run.
  package var environmentKey: String

  package static let names = MacroName.names

  /// - Parameter text: with or without `${}`.
  /// - Returns: nil when there is no such macro.
  package init?(_ text: String) {
    var name = text[...]
    if name.hasPrefix("${"), name.hasSuffix("}") { name = name.dropFirst(2).dropLast() }
    guard let macro = MacroName(name) else { return nil }
    self.name = macro.name
    meaning = macro.meaning
    environmentKey = macro.environmentKey
  }
}

extension MacroName {
  fileprivate var meaning: String {
    switch self {
    case .appId: "The App's id."
    case .appVersion: "The App's version."
    case .archiveMode: "When outputs are archived: ALWAYS, SKIP_ON_FAIL or NEVER."
    case .archiveOnAppError: "Whether the outputs of a failed run are archived: true or false."
    case .archiveSystemDir: "Where outputs are archived, below the archive system's `rootDir`."
    case .archiveSystemDirAbsolute: "Where outputs are archived, with the `rootDir` in front."
    case .archiveSystemId: "The System that keeps the outputs."
    case .coresPerNode: "Cores per node."
    case .dtnSystemId: "The data transfer node."
    case .dtnSystemInputDir: "The directory of inputs on the data transfer node."
    case .dtnSystemOutputDir: "The directory of outputs on the data transfer node."
    case .dynamicExecSystem: "Whether constraints chose the exec system: true or false."
    case .effectiveUserId: "The login on the exec system."
    case .execSystemExecDir: "Where the program starts, below the exec system's `rootDir`."
    case .execSystemExecDirAbsolute: "Where the program starts, with the `rootDir` in front."
    case .execSystemHPCQueue: "The scheduler's own name of the queue."
    case .execSystemId: "The System that the job runs on."
    case .execSystemInputDir: "Where inputs are staged, below the exec system's `rootDir`."
    case .execSystemInputDirAbsolute: "Where inputs are staged, with the `rootDir` in front."
    case .execSystemLogicalQueue: "The logical queue."
    case .execSystemOutputDir: "Where outputs are written, below the exec system's `rootDir`."
    case .execSystemOutputDirAbsolute: "Where outputs are written, with the `rootDir` in front."
    case .jobCreateDate: "The day on which the run was made, as in 2026-04-26Z (UTC)."
    case .jobCreateTime: "The time at which the run was made, as in 18:44:55.544Z (UTC)."
    case .jobCreateTimestamp: "When the run was made, as in 2026-04-26T18:44:55.544Z."
    case .jobName: "The job's name."
    case .jobOwner: "Who applied the job."
    case .jobUUID: "The run's uuid, which no other run has."
    case .jobWorkingDir: "The exec system's `jobWorkingDir`, below its `rootDir`."
    case .jobWorkingDirAbsolute: "The exec system's `jobWorkingDir`, with the `rootDir` in front."
    case .maxMinutes: "The run's time limit, in minutes."
    case .memoryMB: "Memory per node, in MB."
    case .nodes: "The number of nodes."
    case .stderrFilename: "The file of standard error."
    case .stdoutFilename: "The file of standard output."
    case .sysBatchScheduler: "The exec system's batch scheduler, as in SLURM."
    case .sysBucketName: "The exec system's bucket."
    case .sysHost: "The exec system's host."
    case .sysRootDir: "The exec system's `rootDir`."
    case .tenant: "For programs that ask for a tenant."
    }
  }
}
