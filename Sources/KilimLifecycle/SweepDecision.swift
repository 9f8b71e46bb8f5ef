package import KilimModel

/// What an apply finds of a sweep in the state; nil parts for one that was never applied.
package struct DeclaredSweep: Sendable, Hashable {
  package var isDeleted: Bool
  /// Anything in the declaration but the points differs.
  package var textChanged: Bool
  /// The template's identity differs: every point is another one.
  package var templateChanged: Bool
  /// What the runs depend on beside the sweep's own text (App, image, files) has changed since.
  package var staleReasons: [String]
  package var counts: PointCounts

  package init(
    isDeleted: Bool, textChanged: Bool, templateChanged: Bool, staleReasons: [String],
    counts: PointCounts
  ) {
    self.isDeleted = isDeleted
    self.textChanged = textChanged
    self.templateChanged = templateChanged
    self.staleReasons = staleReasons
    self.counts = counts
  }
}

/// How many points an apply treats how.
package struct PointTally: Sendable, Hashable {
  /// Never seen.
  package var added = 0
  package var unchanged = 0
  /// Part of the sweep again.
  package var restored = 0
  /// Of the restored ones, those that run.
  package var restarted = 0
  /// Have ended, and run again since what they depend on changed.
  package var refreshed = 0
  /// Waited behind an earlier `--limit`, and run now.
  package var released = 0
  /// Removed while they ran, and cancelled.
  package var cancelled = 0
  /// Removed while they ran; they end by themselves.
  package var leaving = 0
  /// Removed before they ran.
  package var dropped = 0
  /// Removed after they had ended.
  package var retired = 0

  package init() {}

  /// Takes one point in.
  package mutating func note(_ before: PointState?, _ after: PointState) {
    switch (before, after) {
    case (nil, _): added += 1
    case (let before?, _) where before == after:
      if after.isDeclared { unchanged += 1 }
    case (let before?, .waiting) where before.isDeclared: refreshed += 1
    case (_, .droppedCancelling): cancelled += 1
    case (_, .droppedActive): leaving += 1
    case (_, .droppedWaiting): dropped += 1
    case (let before?, _) where before.isDeclared: retired += 1
    case (_, let after):
      restored += 1
      if after == .waiting || after == .restarting { restarted += 1 }
    }
  }

  /// Points that run because of the apply.
  package var runs: Int { added + restarted + refreshed + released }
  /// Whether any point's state changes.
  package var isChange: Bool {
    added + restored + refreshed + cancelled + leaving + dropped + retired > 0
  }
}

/// What `apply` does with a sweep as a whole.
package enum SweepChange: Sendable, Hashable {
  case create
  /// Removed before and given again.
  case restore
  case update
  case unchanged
  /// Accepted; the new points do not run (`afterFinish: Hold`).
  case hold
  /// Refused by `updatePolicy`.
  case reject(policy: String)
}

/// What `apply` does with a sweep and its points, from the arguments alone (product, sections 5, 7).
package struct SweepDecision: Sendable, Hashable {
  /// What becomes of points that run and are no part of the sweep any more.
  package let removal: PointRule.Removal
  /// What has ended runs again.
  package let refreshes: Bool
  /// What has ended runs again where inputs of the point's own have changed.
  private let refreshesStale: Bool
  /// The state of points that never were.
  package let newState: PointState
  private let declared: DeclaredSweep?
  private let policy: String?

  package init(_ declared: DeclaredSweep?, options: UpdateOptions) {
    self.declared = declared
    let templateChanged = declared?.templateChanged == true && declared?.isDeleted == false
    let isActive = (declared?.counts.active ?? 0) > 0
    let isOver = !isActive && (declared?.counts.done ?? 0) + (declared?.counts.failed ?? 0) > 0
    // Points that are taken out one by one are cancelled; a template that changed takes out all of
    // them, and the policy says what becomes of those that run.
    let waits = templateChanged && !options.replaceRunning && options.whileRunning != .cancel
    removal = waits ? .lets : .cancels
    refreshes = options.refresh && declared?.staleReasons.isEmpty == false
    refreshesStale = options.refresh
    newState =
      templateChanged && isOver && options.afterFinish == .hold ? .cancelled : .waiting
    if templateChanged, isActive, options.whileRunning == .reject, !options.replaceRunning {
      policy = "whileRunning: Reject"
    } else if templateChanged, isOver, options.afterFinish == .reject {
      policy = "afterFinish: Reject"
    } else {
      policy = nil
    }
  }

  /// The state of one point after the apply; nil for one that neither was nor is wanted.
  ///
  /// - Parameter isStale: inputs that are the point's own have changed.
  package func state(
    of stored: PointState?, isWanted: Bool, isStale: Bool = false
  ) -> PointState? {
    guard stored != nil || !isWanted else { return newState }
    return PointRule.state(
      of: stored, isWanted: isWanted, removal: removal,
      refreshes: refreshes || isStale && refreshesStale)
  }

  /// How many points only repeat, with another template, what points did that have run.
  package func repeats(_ points: PointTally) -> Int {
    guard declared?.templateChanged == true, declared?.isDeleted == false else { return 0 }
    return min(points.added + points.restarted, points.retired + points.leaving)
  }

  /// - Parameter limitChanged: more or fewer points may run than before.
  package func change(_ points: PointTally, limitChanged: Bool = false) -> SweepChange {
    if let policy { return .reject(policy: policy) }
    guard let declared else { return .create }
    if declared.isDeleted { return .restore }
    if newState == .cancelled, points.added > 0 { return .hold }
    return declared.textChanged || points.isChange || limitChanged || declared.templateChanged
      ? .update : .unchanged
  }
}
