import KilimLifecycle
import KilimModel

/// A run that did not end well, on one line: `job/x#1 FAILED: exit code 3`.
enum FailureLine {
  static func text(_ failure: ProgressBoard.Failure) -> String {
    "\(failure.name) \(failure.state.status.name): \(cause(failure.state))"
  }

  static func cause(_ state: RunState) -> String {
    if let message = state.message, !message.isEmpty { return message.onOneLine }
    if let exit = state.exit { return ExitText.phrase(exit.end) }
    return state.condition?.rawValue ?? "no reason is known"
  }
}
