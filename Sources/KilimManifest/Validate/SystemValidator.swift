import KilimModel

/// Checks a System by itself (Tapis reference, sections 2.2, 6.2 and 6.3).
struct SystemValidator {
  private let system: SystemSpec
  private var validator = AttributeValidator(layer: .system)

  static func mistakes(in system: SystemSpec) -> [Mistake] {
    var check = SystemValidator(system: system)
    check.checkExecution()
    check.checkBatch()
    check.checkQueues()
    check.checkType()
    check.checkTexts()
    check.checkCircle()
    check.validator.check(system.jobEnvVariables, path: "spec.jobEnvVariables")
    return check.validator.mistakes
  }

  private init(system: SystemSpec) { self.system = system }

  private mutating func checkExecution() {
    guard system.canExec == true else {
      if system.dtnSystemId.nonBlank != nil {
        validator.add(
          .impossibleCombination, "a System that runs no jobs has no `dtnSystemId`",
          hint: "leave it out, or set `canExec: true`", path: "spec.dtnSystemId")
      }
      return
    }
    if let type = system.systemType, type != .linux {
      validator.add(
        .impossibleCombination,
        "only a System of type LINUX runs jobs, not one of type \(type.rawValue)",
        hint: "set `canExec: false`", path: "spec.canExec")
      return
    }
    if system.jobWorkingDir.nonBlank == nil {
      validator.add(
        .missingField, "a System that runs jobs needs a `jobWorkingDir`",
        hint: "add one, as `jobWorkingDir: HOST_EVAL($HOME)/kilim`", path: "spec.canExec")
    }
    if system.jobRuntimes.isEmpty {
      validator.add(
        .missingField, "a System that runs jobs needs `jobRuntimes`",
        hint: "add `jobRuntimes: [{runtimeType: NATIVE}, {runtimeType: ZIP}]`",
        path: "spec.canExec")
    }
  }

  private mutating func checkBatch() {
    let names = system.batchLogicalQueues.map(\.name)
    // Without the list, or with a queue whose name is wrong, it cannot be told which are there.
    let isComplete = !names.isEmpty && !names.contains("")
    if let queue = system.batchDefaultLogicalQueue.nonBlank, isComplete, !names.contains(queue) {
      validator.add(
        .unknownReference, "there is no queue `\(queue)` in `batchLogicalQueues`",
        hint: Spelling.nearest(to: queue, among: names).map { "did you mean `\($0)`?" }
          ?? "the queues are: \(names.joined(separator: ", "))",
        path: "spec.batchDefaultLogicalQueue")
    }
    guard system.canRunBatch == true else {
      if names.isEmpty, let queue = system.batchDefaultLogicalQueue.nonBlank {
        validator.add(
          .unknownReference,
          "there is no queue `\(queue)`, since there are no `batchLogicalQueues`",
          hint: "add the queue, or leave `batchDefaultLogicalQueue` out",
          path: "spec.batchDefaultLogicalQueue")
      }
      return
    }
    if system.batchScheduler == nil {
      validator.add(
        .missingField, "a System that runs batch jobs needs a `batchScheduler`",
        hint: "add `batchScheduler: SLURM`", path: "spec.canRunBatch")
    }
    if names.isEmpty {
      validator.add(
        .missingField, "a System that runs batch jobs needs `batchLogicalQueues`",
        hint: "add `batchLogicalQueues: [{name: ..., hpcQueueName: ...}]`",
        path: "spec.canRunBatch")
    }
  }

  private mutating func checkQueues() {
    for (index, queue) in system.batchLogicalQueues.enumerated() {
      validator.check(
        queue.schedulerOptions, (system.batchScheduler ?? .slurm) == .slurm ? .slurm : nil,
        path: "spec.batchLogicalQueues[\(index)].schedulerOptions")
      for (field, low, high) in [
        ("NodeCount", queue.minNodeCount, queue.maxNodeCount),
        ("CoresPerNode", queue.minCoresPerNode, queue.maxCoresPerNode),
        ("MemoryMB", queue.minMemoryMB, queue.maxMemoryMB),
        ("Minutes", queue.minMinutes, queue.maxMinutes),
      ] {
        // A maximum of 0 or less is none at all.
        guard let low, let high, high > 0, low > high else { continue }
        validator.add(
          .outOfRange, "`min\(field)` \(low) is more than `max\(field)` \(high)",
          hint: "swap them, or leave one out", path: "spec.batchLogicalQueues[\(index)].min\(field)"
        )
      }
    }
  }

  private mutating func checkType() {
    let type = system.systemType ?? .linux
    if type == .s3, system.bucketName.nonBlank == nil {
      validator.add(
        .missingField, "a System of type S3 needs a `bucketName`", hint: "add it",
        path: "spec.systemType")
    }
    if type == .irods, system.port == nil || system.port == -1 {
      validator.add(
        .missingField, "a System of type IRODS needs a `port`", hint: "add `port: 1247`",
        path: "spec.systemType")
    }
    guard type == .linux || type == .irods else { return }
    if system.rootDir.nonBlank == nil {
      validator.add(
        .missingField, "a System of type \(type.rawValue) needs a `rootDir`",
        hint: "add `rootDir: /`", path: "spec.systemType")
    } else if let root = system.rootDir, !root.hasPrefix("/"), !root.hasPrefix("HOST_EVAL(") {
      validator.add(
        .invalidPath, "`rootDir` starts with a slash, not as `\(root)` does",
        hint: "write an absolute path, or `HOST_EVAL($NAME)`", path: "spec.rootDir")
    }
  }

  /// A working directory that lies in itself.
  private mutating func checkCircle() {
    guard let text = system.jobWorkingDir, let parsed = try? MacroText(text),
      parsed.parts.contains(.macro(MacroName.jobWorkingDir.name[...]))
    else { return }
    let error = MacroError.cycle([.jobWorkingDir, .jobWorkingDir])
    validator.add(error.diagnostic(path: "spec.jobWorkingDir"))
  }

  private mutating func checkTexts() {
    for (field, text) in [("rootDir", system.rootDir), ("jobWorkingDir", system.jobWorkingDir)] {
      guard let text, !text.isBlank else { continue }
      let mistake = AttributeValidator.mistake(inMacros: text, besides: SystemVariables.names)
      validator.add(mistake?.diagnostic(path: "spec.\(field)", besides: SystemVariables.names))
    }
    if let id = system.id, system.dtnSystemId == id {
      validator.add(
        .impossibleCombination, "a System cannot be its own data transfer node",
        hint: "name another System, or leave `dtnSystemId` out", path: "spec.dtnSystemId")
    }
  }
}
