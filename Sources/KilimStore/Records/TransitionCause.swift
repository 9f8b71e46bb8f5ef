package import KilimLifecycle

/// Why a row of the history was written: the event's name. Stored by number, so that numbers are
/// never reused.
package enum TransitionCause: Int, Sendable, Hashable, CaseIterable {
  case created = 0
  case admitted = 1
  case directoriesCreated = 2
  case inputsStaged = 3
  case jobStaged = 4
  case submitted = 5
  case started = 6
  case ended = 7
  case failedToStart = 8
  case lost = 9
  case archived = 10
  case archiveSkipped = 11
  case archiveFailed = 12
  case archiveRetried = 13
  case stepFailed = 14
  case blocked = 15
  case unblocked = 16
  case suspended = 17
  case resumed = 18
  case cancelRequested = 19
  case cancelled = 20
  case superseded = 21
  case abandoned = 22
  case attemptStarted = 23
  case reported = 30
  case refused = 31
  case killed = 32

  package init(_ event: RunEvent) {
    switch event {
    case .admitted: self = .admitted
    case .directoriesCreated: self = .directoriesCreated
    case .inputsStaged: self = .inputsStaged
    case .jobStaged: self = .jobStaged
    case .submitted: self = .submitted
    case .started: self = .started
    case .reported: self = .reported
    case .ended: self = .ended
    case .failedToStart: self = .failedToStart
    case .lost: self = .lost
    case .archived: self = .archived
    case .archiveSkipped: self = .archiveSkipped
    case .archiveFailed: self = .archiveFailed
    case .archiveRetried: self = .archiveRetried
    case .stepFailed: self = .stepFailed
    case .blocked: self = .blocked
    case .unblocked: self = .unblocked
    case .suspended: self = .suspended
    case .resumed: self = .resumed
    case .cancelRequested: self = .cancelRequested
    case .cancelled: self = .cancelled
    case .superseded: self = .superseded
    case .attemptStarted: self = .attemptStarted
    case .abandoned: self = .abandoned
    case .refused: self = .refused
    case .killed: self = .killed
    }
  }

  /// As in the `type` of `kilim events`: `inputsStaged`.
  package var name: String { "\(self)" }
}
