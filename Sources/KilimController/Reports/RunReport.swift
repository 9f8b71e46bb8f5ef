package import KilimLifecycle
package import KilimModel

/// Everything that people and programs are told about one run.
package struct RunReport: Sendable {
  package var name: RunName
  package var uuid: RunUUID
  /// Of a point's run: the compact JSON object of its values.
  package var point: String?
  package var labels: [String: String]
  package var created: Timestamp
  package var plan: RunPlan
  package var status: RunStatus
  package var condition: RunCondition?
  package var message: String?
  package var cancelRequested: Bool
  /// Counts from 1; 0 before the first submission.
  package var attempt: Int
  /// The process id of the newest attempt, once it was seen.
  package var processID: Int32?
  /// How the program ended, once that is proven.
  package var exit: ExitRecord?
  /// What changed since the plan was made, beside the job's own text.
  package var staleReasons: [String]
  /// A newer declaration waits behind this run.
  package var updatePending: Bool
  package var history: [HistoryEntry]
  /// What a PENDING run waits for, one thing a line; empty when it only waits for its turn.
  package var waiting: [String]
  /// Why a failed run with a `retry` gets no other attempt; nil where there is nothing to explain.
  package var retryRefusal: String?
  /// Its directories are gone, and its plan and history with them.
  package var collected: Collected?
  /// When it changed last: of a run that has ended, its end.
  package var updated: Timestamp

  /// Only a person can decide how it goes on, or it has ended.
  package var isSettled: Bool {
    status.isTerminal || (status == .blocked && condition == .unknownOutcome)
  }

  package var outputs: RunOutputs {
    RunOutputs(plan: plan, status: status, condition: condition, exit: exit)
  }

  /// Where the outputs are to be found now.
  package var outputsDirectory: String { outputs.directory }

  /// Whether the outputs lie in the archive directory.
  package var isArchived: Bool { outputs.isArchived }

  package init(
    name: RunName, uuid: RunUUID, point: String? = nil, labels: [String: String],
    created: Timestamp, plan: RunPlan,
    status: RunStatus, condition: RunCondition?, message: String?, cancelRequested: Bool,
    attempt: Int, processID: Int32?, exit: ExitRecord?, staleReasons: [String],
    updatePending: Bool, history: [HistoryEntry], waiting: [String] = [],
    collected: Collected? = nil, updated: Timestamp? = nil
  ) {
    self.waiting = waiting
    self.name = name
    self.uuid = uuid
    self.point = point
    self.labels = labels
    self.created = created
    self.plan = plan
    self.status = status
    self.condition = condition
    self.message = message
    self.cancelRequested = cancelRequested
    self.attempt = attempt
    self.processID = processID
    self.exit = exit
    self.staleReasons = staleReasons
    self.updatePending = updatePending
    self.history = history
    self.collected = collected
    self.updated = updated ?? history.last?.time ?? created
  }
}

/// One transition of a run.
package struct HistoryEntry: Sendable, Hashable {
  package var time: Timestamp
  package var status: RunStatus
  /// A word for machines: the event's name, as in `Submitted`.
  package var cause: String
  package var message: String?

  package init(time: Timestamp, status: RunStatus, cause: String, message: String?) {
    self.time = time
    self.status = status
    self.cause = cause
    self.message = message
  }
}
