package import KilimModel

/// How the command ended that ran a container: all that its launcher knows.
package enum CommandEnd: Sendable, Hashable {
  case ended(ExitRecord)
  case lost(reason: String)

  /// The launcher ended it, since it was told to or its time was up.
  package var wasEndedByKilim: Bool {
    guard case .ended(let record) = self else { return false }
    return record.cancelled || record.timedOut
  }
}

/// All that can be found out about a container after its command has ended.
package struct ContainerEvidence: Sendable, Hashable {
  /// What the runtime answers when it is asked about the container.
  package enum Answer: Sendable, Hashable {
    case state(ContainerState)
    /// There is no container of the run.
    case gone
    /// It gives no answer.
    case complaint(RuntimeComplaint)
  }

  package var runtime: Runtime
  package var end: CommandEnd
  package var answer: Answer
  /// The runtime has noted that it made the container.
  package var wasMade: Bool
  /// The end of what the command and the program wrote to standard error.
  package var errors: String
  /// Podman's own mark of a process that was ended at the memory limit.
  package var outOfMemoryMark: Bool
  /// What the program was held to; nil for no limit.
  package var memoryLimitMB: Int?
  /// How often the runtime was asked before.
  package var earlierLooks: Int
  /// The runtime could not be asked for a while.
  package var wasOutOfReach: Bool

  package init(
    runtime: Runtime, end: CommandEnd, answer: Answer, wasMade: Bool = true, errors: String = "",
    outOfMemoryMark: Bool = false, memoryLimitMB: Int? = nil, earlierLooks: Int = 0,
    wasOutOfReach: Bool = false
  ) {
    self.wasOutOfReach = wasOutOfReach
    self.runtime = runtime
    self.end = end
    self.answer = answer
    self.wasMade = wasMade
    self.errors = errors
    self.outOfMemoryMark = outOfMemoryMark
    self.memoryLimitMB = memoryLimitMB
    self.earlierLooks = earlierLooks
  }
}

/// What became of a container.
package enum ContainerVerdict: Sendable, Hashable {
  /// The program has ended by itself, or as Kilim wanted.
  case ended(ExitRecord)
  /// It was ended from outside.
  case killed(ExitRecord, RunCondition, reason: String)
  /// It was provably never started.
  case refused(RunCondition, reason: String)
  /// It goes on without its command, or may still begin: to be looked at again.
  case running
  case lost(reason: String)
  /// Nothing can be found out now.
  case outOfReach(RunCondition, reason: String)
}
