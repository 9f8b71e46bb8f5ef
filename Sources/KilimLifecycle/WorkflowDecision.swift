package import KilimModel

/// What becomes of the steps of a workflow, from the arguments alone (product, section 7).
///
/// Level, not edge: it looks at all steps each time, so it may be asked late, twice or after a
/// restart.
///
/// - A step is ready when all steps that it needs have ended, and each of them ended well or is one
///   that its own `when` asks for. Finished is well; so is failed or cancelled with `allowFailure`.
/// - A ready step is applied unless its object is what it is now: so a workflow that was edited, or
///   of which a step gave another result, applies the steps that this reaches and no others.
/// - A step that needs one which was skipped, or which did not end well, is skipped, and so are those
///   after it. An object that it had before stays.
/// - While a step that it needs is under way, a step waits, whatever its own object is.
/// - A halted workflow starts nothing: what has not started is cancelled.
package enum WorkflowDecision {
  /// - Parameter order: places of all steps, needed ones first.
  /// - Returns: both by the places of the steps. A step that is to be applied is `waiting`, or
  ///   `active` while an older object of it runs.
  package static func actions(
    _ steps: [StepFacts], order: [Int], isHalted: Bool
  ) -> (states: [StepState], actions: [StepAction]) {
    var states = [StepState](repeating: .waiting, count: steps.count)
    var actions = [StepAction](repeating: .none, count: steps.count)
    for place in order {
      let (state, action) = decide(steps[place], steps, states, isHalted: isHalted)
      states[place] = state
      actions[place] = action
    }
    return (states, actions)
  }

  private static func decide(
    _ step: StepFacts, _ steps: [StepFacts], _ states: [StepState], isHalted: Bool
  ) -> (StepState, StepAction) {
    // Whatever runs, runs: it is not cut off because something before it changed.
    let isActive = step.objectState == .active
    if isHalted { return (halted(step), .none) }
    guard step.needs.allSatisfy({ states[$0].hasEnded }) else {
      return (isActive ? .active : .waiting, .wait)
    }
    if let reason = reason(to: step, steps, states) {
      if isActive { return (.active, .wait) }
      return (.skipped, step.objectState == .skipped ? .none : .skip(reason))
    }
    guard step.isCurrent == true, let state = step.objectState, state != .waiting else {
      return (isActive ? .active : .waiting, .apply)
    }
    return (state, isActive ? .wait : .none)
  }

  private static func halted(_ step: StepFacts) -> StepState {
    switch step.objectState {
    case nil, .waiting: .cancelled
    case let state?: state
    }
  }

  /// Why the step is skipped; nil when it is not.
  private static func reason(
    to step: StepFacts, _ steps: [StepFacts], _ states: [StepState]
  ) -> SkipReason? {
    for need in step.needs where !step.decidesAbout.contains(need) {
      switch states[need] {
      case .skipped: return .need(need, .skipped)
      case .failed, .cancelled:
        if !steps[need].allowsFailure { return .need(need, states[need]) }
      case .waiting, .active, .finished: continue
      }
    }
    return nil
  }

  /// The status of the workflow: PENDING before anything has begun, RUNNING while a step runs or
  /// waits. Then FAILED when a step without `allowFailure` failed, CANCELLED when one was cancelled,
  /// else FINISHED; skipped steps say nothing by themselves.
  package static func status(
    _ states: [StepState], _ facts: [StepFacts], isHalted: Bool
  ) -> RunStatus {
    if states.contains(.active) { return .running }
    if states.contains(.waiting) {
      return states.allSatisfy { $0 == .waiting } ? .pending : .running
    }
    let counting = zip(states, facts).filter { !$0.1.allowsFailure }.map(\.0)
    if counting.contains(.failed) { return .failed }
    // What a halt kept from starting is missing, even where a failure would not be.
    let missing = isHalted ? states : counting
    return missing.contains(.cancelled) ? .cancelled : .finished
  }
}
