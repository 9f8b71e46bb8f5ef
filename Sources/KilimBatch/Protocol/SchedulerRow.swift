package import KilimModel

/// What a scheduler says of one job.
package struct SchedulerRow: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// It waits; the reason is the scheduler's own word, as in `Priority`.
    case waiting(reason: String)
    case running
    /// It runs no longer and will not again.
    case over(SchedulerVerdict)

    package var isOver: Bool { if case .over = self { true } else { false } }
  }

  package var name: JobName
  /// As the scheduler's commands take it, as in `71` and `71_3`.
  package var id: String
  package var state: State

  package init(name: JobName, id: String, state: State) {
    self.name = name
    self.id = id
    self.state = state
  }
}

/// How a job ended, in the eyes of its scheduler.
package struct SchedulerVerdict: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case completed
    /// The batch script failed, as far as the scheduler knows by itself.
    case failed
    case ended(SchedulerEnd)
  }

  package var kind: Kind
  /// Of the batch script.
  package var exitCode: Int32
  package var signal: Int32
  /// The scheduler's own words, as in `NODE_FAIL` or `FAILED (JobLaunchFailure)`.
  package var words: String

  package init(_ kind: Kind, exitCode: Int32 = 0, signal: Int32 = 0, words: String) {
    self.kind = kind
    self.exitCode = exitCode
    self.signal = signal
    self.words = words
  }
}
