package import KilimModel

/// Docker and Podman: the container is a thing of its own, and the engine is asked about it.
extension ContainerVerdict {
  /// What the command's end alone proves; nil when the container has to be asked.
  ///
  /// Only a container that ended with 0 lets its command end with 0. Every other code of a command
  /// may be the command's own.
  package init?(ofEngine end: CommandEnd, hasPrefix: Bool) {
    guard !hasPrefix, case .ended(let record) = end, record.end == .exited(code: 0),
      !record.cancelled, !record.timedOut
    else { return nil }
    self = .ended(record.withoutUsage)
  }

  /// Decides from all evidence (containers of Docker and Podman).
  package init(_ evidence: ContainerEvidence) {
    switch evidence.answer {
    case .complaint(let complaint):
      self = .outOfReach(.runtimeUnavailable, reason: complaint.words)
    case .state(.running): self = .running
    case .state(.created(let error)): self = Self.neverStarted(evidence, error)
    case .state(.exited(let exit)): self = Self.exited(exit, evidence)
    case .gone: self = Self.gone(evidence)
    }
  }

  private static func exited(
    _ exit: ContainerExit, _ evidence: ContainerEvidence
  ) -> ContainerVerdict {
    let record = record(exit, evidence.end)
    guard exit.code != 0 else { return .ended(record) }
    if let complaint = InitProgram.complaint(exit.code, evidence) {
      return .refused(complaint.condition, reason: complaint.words)
    }
    if exit.outOfMemory || evidence.outOfMemoryMark {
      return .killed(record, .outOfMemory, reason: outOfMemory(exit.code, evidence.memoryLimitMB))
    }
    if record.cancelled || record.timedOut { return .ended(record) }
    switch exit.code {
    // An engine that is stopped or restarted ends its containers: SIGTERM, then SIGKILL.
    case 137, 143:
      guard evidence.wasOutOfReach || evidence.lostSight else { return .ended(record) }
      return .killed(
        record, .runtimeRestarted,
        reason: "the container was ended with exit code \(exit.code) while nobody watched it: "
          + "its engine was stopped or restarted, or somebody ended it")
    // What engines say of containers whose end they missed.
    case 255, -1:
      guard evidence.sawEnd(exit.code) else {
        return .lost(reason: "the container's own engine does not know how it ended")
      }
      return .ended(record)
    default: return .ended(record)
    }
  }

  package static func outOfMemory(_ code: Int32, _ limit: Int?) -> String {
    let bound = limit.map { "its memory limit of \($0) MB" } ?? "a memory limit"
    return code == 137
      ? "it was killed at \(bound)"
      : "a process of it was killed at \(bound), and it ended with exit code \(code)"
  }

  /// The container was made and not started.
  private static func neverStarted(
    _ evidence: ContainerEvidence, _ error: String
  ) -> ContainerVerdict {
    // The command may have been killed in the moment of the start.
    guard evidence.mayStillChange else {
      let text = error.isEmpty ? evidence.errors : error
      let complaint = RuntimeComplaint(reading: text)
      return .refused(complaint.condition, reason: complaint.words)
    }
    return .running
  }

  private static func gone(_ evidence: ContainerEvidence) -> ContainerVerdict {
    switch evidence.end {
    case .ended(let record):
      guard case .exited(let code) = record.end else { break }
      if !evidence.wasMade {
        let complaint = RuntimeComplaint(reading: evidence.errors)
        // A service that went away before it made the container.
        return complaint.condition == .runtimeUnavailable
          ? .refused(.launchFailure, reason: complaint.words)
          : .refused(complaint.condition, reason: complaint.words)
      }
      // Of these codes nobody can say whose they are.
      guard ![125, 126, 127].contains(code) else { break }
      return .ended(record.withoutUsage)
    case .lost: break
    }
    if evidence.wasMade {
      return .lost(reason: "the container was removed before anybody could see how it ended")
    }
    if evidence.mayStillChange { return .running }
    return .refused(
      .launchFailure, reason: "the command that was to make the container was killed before it did")
  }

  /// As the launcher saw the command, with the end that the container had.
  private static func record(_ exit: ContainerExit, _ end: CommandEnd) -> ExitRecord {
    guard case .ended(var record) = end else {
      return ExitRecord(
        end: .exited(code: exit.code), started: exit.started, ended: exit.ended)
    }
    if record.end != .exited(code: exit.code) { record.ended = max(exit.ended, record.started) }
    record.end = .exited(code: exit.code)
    return record.withoutUsage
  }
}

extension ContainerEvidence {
  /// Looks that a killed command is given, for what it asked of its engine to happen.
  private static let patience = 3

  /// The command ended with the code of the container.
  fileprivate func sawEnd(_ code: Int32) -> Bool {
    if case .ended(let record) = end { record.end == .exited(code: code) } else { false }
  }

  /// The command ended by itself before the container did, or nobody saw it.
  fileprivate var lostSight: Bool {
    guard case .ended(let record) = end else { return true }
    return record.end == .exited(code: 125)
  }

  fileprivate var mayStillChange: Bool {
    if case .ended(let record) = end, case .exited = record.end { return false }
    return earlierLooks < Self.patience
  }
}

extension ExitRecord {
  /// The launcher measured the command, not the program in the container.
  package var withoutUsage: ExitRecord {
    var record = self
    record.peakMemoryKiB = 0
    record.cpuMilliseconds = 0
    return record
  }
}

/// The first process of containers with `--init`: it starts the program, and complains itself when
/// there is none.
private enum InitProgram {
  static func complaint(_ code: Int32, _ evidence: ContainerEvidence) -> RuntimeComplaint? {
    let marks: [(Int32, String)] =
      [(127, "[FATAL tini ("), (126, "[FATAL tini ("), (1, "ERROR (catatonit:")]
    guard let last = evidence.errors.split(whereSeparator: \.isNewline).last,
      marks.contains(where: { $0.0 == code && last.hasPrefix($0.1) })
    else { return nil }
    return RuntimeComplaint(reading: String(last))
  }
}
