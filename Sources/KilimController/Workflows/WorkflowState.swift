import KilimLifecycle
import KilimModel
import KilimStore

/// A workflow seen as one run, for those who wait for it.
enum WorkflowState {
  /// - Parameter isResting: none of its active steps goes on by itself.
  static func of(_ record: WorkflowRecord, _ rows: [StepRecord], isResting: Bool) -> RunState {
    let message = digest(rows)
    switch record.status {
    case .failed:
      return RunState(status: .failed, condition: .remoteOutcomeError, message: message)
    case .cancelled:
      return RunState(status: .cancelled, condition: .cancelledByUser, message: message)
    case .finished: return RunState(status: .finished, message: message)
    default: break
    }
    if let obstacle = record.obstacle, isResting {
      return RunState(
        status: .blocked, condition: .dependencyFailed, message: "\(message); \(obstacle)")
    }
    if isResting, record.isSuspended || rows.contains(where: { $0.state == .active }) {
      return RunState(status: .paused, message: "\(message); suspended")
    }
    return RunState(status: record.status, message: message)
  }

  /// `3/5 running 1 failed 1`.
  static func digest(_ rows: [StepRecord]) -> String {
    var text = "\(rows.count { $0.state == .finished })/\(rows.count)"
    for (state, word) in [
      (StepState.active, "running"), (.failed, "failed"), (.cancelled, "cancelled"),
      (.skipped, "skipped"),
    ] {
      let count = rows.count { $0.state == state }
      if count > 0 { text += " \(word) \(count)" }
    }
    return text
  }
}

extension StoreReader {
  /// Nil for a workflow that does not exist.
  func workflowState(_ name: ResourceName) throws(StoreError) -> RunState? {
    guard let record = try workflow(name) else { return nil }
    return try state(of: record, try steps(of: record.id))
  }

  func state(of record: WorkflowRecord, _ rows: [StepRecord]) throws(StoreError) -> RunState {
    // What has ended leads to the next step, unless something keeps the workflow from going on.
    let isHeld = record.isSuspended || record.obstacle != nil
    var isResting = !record.status.isTerminal
    for row in rows where row.state == .active && isResting {
      guard let state = try objectState(of: row) else {
        isResting = false
        continue
      }
      isResting = state.isAtRest && (isHeld || !state.isSettled)
    }
    return WorkflowState.of(record, rows, isResting: isResting)
  }

  /// Nil while it is not known.
  private func objectState(of row: StepRecord) throws(StoreError) -> RunState? {
    guard let object = row.object else { return nil }
    if object.name.kind != .job { return try wholeState(object.name) }
    guard let status = object.status, !object.updatePending else { return nil }
    return RunState(status: status, condition: object.condition)
  }

  /// Of a sweep or a workflow as a whole; nil for one that does not exist.
  func wholeState(_ name: ResourceName) throws(StoreError) -> RunState? {
    name.kind == .workflow ? try workflowState(name) : try sweepState(name)
  }
}
