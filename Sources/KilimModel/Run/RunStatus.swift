/// The statuses of a run: those of Tapis (reference, section 8.1). Stored by number.
package enum RunStatus: Int, Sendable, Hashable, CaseIterable {
  case pending = 0
  case processingInputs = 1
  case stagingInputs = 2
  case stagingJob = 3
  case submittingJob = 4
  case queued = 5
  case running = 6
  case archiving = 7
  case blocked = 8
  case paused = 9
  case finished = 10
  case failed = 11
  case cancelled = 12

  /// As in Tapis: `PROCESSING_INPUTS`.
  package var name: String {
    switch self {
    case .pending: "PENDING"
    case .processingInputs: "PROCESSING_INPUTS"
    case .stagingInputs: "STAGING_INPUTS"
    case .stagingJob: "STAGING_JOB"
    case .submittingJob: "SUBMITTING_JOB"
    case .queued: "QUEUED"
    case .running: "RUNNING"
    case .archiving: "ARCHIVING"
    case .blocked: "BLOCKED"
    case .paused: "PAUSED"
    case .finished: "FINISHED"
    case .failed: "FAILED"
    case .cancelled: "CANCELLED"
    }
  }

  package init?(name: String) {
    guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }

  /// Nothing leaves a terminal status.
  package var isTerminal: Bool { rawValue >= Self.finished.rawValue }
}
