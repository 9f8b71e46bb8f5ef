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
    let restarted = ContainerVerdict.killed(
      record, .runtimeRestarted,
      reason: "the container was ended with exit code \(exit.code) while its engine was not there: "
        + "the engine was stopped or restarted")
    switch (evidence.end, exit.code) {
    // An engine that is stopped ends its containers: SIGTERM, then SIGKILL.
    case (_, 137), (_, 143):
      if evidence.wasOutOfReach { return restarted }
      guard case .ended(let own) = evidence.end, own.end == .exited(code: exit.code) else {
        return exit.code == 137 ? restarted : .ended(record)
      }
      return .ended(record)
    case (.ended(let own), _) where own.end == .exited(code: exit.code): return .ended(record)
    case (_, 255), (_, -1):
      // What engines say of containers whose end they missed.
      return .lost(reason: "the container's own engine does not know how it ended")
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
