/// Why an attempt of a run failed, as far as it matters for another one (product, section 6).
package enum RetryCause: String, Sendable, Hashable, CaseIterable {
  case outOfMemory = "OutOfMemory"
  case timeLimit = "TimeLimit"
  case preempted = "Preempted"
  case nodeFailure = "NodeFailure"
  case staging = "Staging"
  case submission = "Submission"
  case applicationError = "ApplicationError"
}

/// Which failures start another attempt of a run, and how often.
package struct RetryPolicy: Sendable, Hashable {
  /// Attempts after the first one.
  package var limit = 0
  /// Empty: all causes but an error of the application.
  package var on: [RetryCause] = []
  /// The wait before the second attempt; it doubles with each further one.
  package var backoff: TimeSpan?
  package var scale: RetryScale?
  package init() {}
}

/// By what the limits of an attempt are multiplied for the next one, never above the queue's own.
package struct RetryScale: Sendable, Hashable {
  /// After `OutOfMemory`.
  package var memoryMB: Double?
  /// After `TimeLimit`.
  package var maxMinutes: Double?
  package init() {}
}

/// How a later attempt carries on where the one before it ended.
package struct RestartPolicy: Sendable, Hashable {
  /// Literal words that follow the program's arguments, as in `--resume`.
  package var args: [String] = []
  /// Outputs of the attempt before that the next one finds in its output directory.
  package var keep: [String] = []
  package init() {}
}
