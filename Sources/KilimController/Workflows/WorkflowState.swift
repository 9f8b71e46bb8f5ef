import KilimLifecycle
import KilimModel
import KilimStore

/// A workflow seen as one run, for those who wait for it.
enum WorkflowState {
  static func of(_ record: WorkflowRecord, _ rows: [StepRecord]) -> RunState {
    let message = digest(rows)
    switch record.status {
    case .failed:
      return RunState(status: .failed, condition: .remoteOutcomeError, message: message)
    case .cancelled:
      return RunState(status: .cancelled, condition: .cancelledByUser, message: message)
    default: return RunState(status: record.status, message: message)
    }
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
    return WorkflowState.of(record, try steps(of: record.id))
  }

  /// Of a sweep or a workflow as a whole; nil for one that does not exist.
  func wholeState(_ name: ResourceName) throws(StoreError) -> RunState? {
    name.kind == .workflow ? try workflowState(name) : try sweepState(name)
  }
}
