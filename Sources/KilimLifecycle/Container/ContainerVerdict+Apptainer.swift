import KilimModel

/// Apptainer and Singularity: the container is no more than the processes of its command.
extension ContainerVerdict {
  /// - Parameters:
  ///   - errors: the end of what was written to standard error.
  ///   - memoryLimitMB: what the program was held to; nil for no limit.
  package init(ofProcess end: CommandEnd, errors: String, memoryLimitMB: Int?) {
    switch end {
    case .lost(let reason): self = .lost(reason: reason)
    case .ended(let record):
      if let complaint = Self.complaint(record, errors) {
        self = .refused(complaint.condition, reason: complaint.words)
      } else if let memoryLimitMB, Self.wasKilled(record, atMB: memoryLimitMB) {
        self = .killed(
          record, .outOfMemory, reason: Self.outOfMemory(137, memoryLimitMB))
      } else {
        self = .ended(record)
      }
    }
  }

  private static func complaint(_ record: ExitRecord, _ errors: String) -> RuntimeComplaint? {
    guard !record.cancelled, !record.timedOut,
      let last = errors.split(whereSeparator: \.isNewline).last.map(String.init)
    else { return nil }
    switch record.end {
    case .exited(code: 255) where last.contains("FATAL:   "): return RuntimeComplaint(reading: last)
    case .exited(code: 1) where errors.contains("Error for command \"run\""):
      return RuntimeComplaint(reading: errors)
    default: return nil
    }
  }

  /// There is no mark of it: SIGKILL from nobody of ours, and a process close to the limit.
  private static func wasKilled(_ record: ExitRecord, atMB limit: Int) -> Bool {
    guard !record.cancelled, !record.timedOut,
      record.end == .exited(code: 137) || record.end == .signalled(signal: 9)
    else { return false }
    let least = max(Int64(limit) * 1024 * 3 / 4, ExitRecord.certainPeakMemoryKiB)
    return record.peakMemoryKiB >= least
  }
}
