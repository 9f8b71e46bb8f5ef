/// Where a step of a workflow is.
package enum StepState: Int, Sendable, Hashable, CaseIterable {
  case waiting = 0
  /// Its object has a run, a point or a step that has not ended.
  case active = 1
  case finished = 2
  case failed = 3
  case cancelled = 4
  case skipped = 5

  package var hasEnded: Bool { rawValue >= Self.finished.rawValue }

  /// As `when` knows it; nil while the step has not ended.
  package var statusName: String? {
    switch self {
    case .waiting, .active: nil
    case .finished: "FINISHED"
    case .failed: "FAILED"
    case .cancelled: "CANCELLED"
    case .skipped: "SKIPPED"
    }
  }
}

/// What a decision about a workflow knows of one step.
package struct StepFacts: Sendable, Hashable {
  /// Places of the steps that must have ended before.
  package var needs: [Int]
  /// Of `needs` those whose status its `when` names: however they ended, the condition decides.
  package var decidesAbout: Set<Int>
  package var allowsFailure: Bool
  package var hasCondition: Bool
  /// State of the step's own object (its newest run, its points, its steps), or `skipped` when it was
  /// skipped the last time; nil while it has neither.
  package var objectState: StepState?
  /// The object is what the step is now: it has the identity that the step has with the values that
  /// it takes, and a condition is true for them. Of a step that was skipped: its condition is false
  /// for these values. Nil when that is not known, which counts as false once the step could start.
  package var isCurrent: Bool?

  package init(
    needs: [Int] = [], decidesAbout: Set<Int> = [], allowsFailure: Bool = false,
    hasCondition: Bool = false, objectState: StepState? = nil, isCurrent: Bool? = nil
  ) {
    self.needs = needs
    self.decidesAbout = decidesAbout
    self.allowsFailure = allowsFailure
    self.hasCondition = hasCondition
    self.objectState = objectState
    self.isCurrent = isCurrent
  }
}

/// Why a step does not run.
package enum SkipReason: Sendable, Hashable {
  /// The step with that place, which it needs, ended so: failed, cancelled or skipped.
  case need(Int, StepState)
}

/// What is to be done about a step now.
package enum StepAction: Sendable, Hashable {
  /// Until steps that it needs have ended, or its own object has.
  case wait
  /// Ask `when`; where it is false note the step as skipped, else make its object or update it, with
  /// the same decision as at `apply`.
  case apply
  /// Note that it is skipped; its object, if it has one, stays as it is.
  case skip(SkipReason)
  case none
}
