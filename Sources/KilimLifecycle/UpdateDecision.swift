package import KilimModel

/// The job as it was declared before, and its newest run.
package struct DeclaredJob: Sendable, Hashable {
  /// Over all fields.
  package var specDigest: [UInt8]
  /// Over the fields that can change the result.
  package var identity: [UInt8]
  package var run: DeclaredRun?
  /// A newer declaration already waits behind the run.
  package var updatePending: Bool

  package init(
    specDigest: [UInt8], identity: [UInt8], run: DeclaredRun?, updatePending: Bool = false
  ) {
    self.specDigest = specDigest
    self.identity = identity
    self.run = run
    self.updatePending = updatePending
  }
}

package struct DeclaredRun: Sendable, Hashable {
  package var number: Int
  package var state: RunState
  /// What the run depends on beside the job's own text (app, image, files) has changed since.
  package var staleReasons: [String]

  package init(number: Int, state: RunState, staleReasons: [String] = []) {
    self.number = number
    self.state = state
    self.staleReasons = staleReasons
  }
}

/// What `apply` does with one job (product, section 5).
package enum JobChange: Sendable, Hashable {
  /// Never seen, or seen without a run: the first run.
  case create
  /// Removed before and given again, with a run of the same identity in the ledger: no run.
  case restore(Remark?)
  /// Changed back to what ran before under this name: that run counts, and no run is made.
  case recall(run: Int, other: OtherRun, Remark?)
  case unchanged(Remark?)
  /// Only fields that cannot change the result: kept for the next run.
  case update(Remark?)
  /// The old run was not submitted yet: it ends as superseded and a new one takes its place.
  case supersede(run: Int)
  /// The new declaration waits until the old run has ended.
  case waitBehind(run: Int)
  /// The old run is cancelled; the new declaration waits until it is gone.
  case cancelThenRun(run: Int)
  /// The old run has ended: a new one is made, the old outputs stay.
  case rerun(after: Int, because: RerunReason)
  /// Accepted without a run (`afterFinish: Hold`).
  case hold(run: Int)
  /// Refused by `updatePolicy`.
  case reject(run: Int, policy: String)

  package enum Remark: Sendable, Hashable {
    /// The last run ended badly; `kilim retry` makes another.
    case lastRunFailed(run: Int, status: RunStatus)
    case stale([String])
  }

  /// What becomes of the newest run when an older one counts again.
  package enum OtherRun: Sendable, Hashable {
    /// It has ended, or goes on to its end.
    case stays
    case superseded(Int)
    case cancelled(Int)
  }

  package enum RerunReason: Sendable, Hashable {
    case changed
    case refreshed([String])
  }

  /// Whether work that was done or is being done is repeated or ended, which asks for a confirmation.
  package var needsConfirmation: Bool {
    switch self {
    case .cancelThenRun, .rerun, .recall(_, .cancelled, _): true
    case .create, .supersede, .restore, .recall, .unchanged, .update, .waitBehind, .hold, .reject:
      false
    }
  }

  /// Whether a run is made at once.
  package var makesRun: Bool {
    switch self {
    case .create, .supersede, .rerun: true
    case .restore, .recall, .unchanged, .update, .waitBehind, .cancelThenRun, .hold, .reject: false
    }
  }
}

package struct UpdateOptions: Sendable, Hashable {
  package var whileRunning: WhileRunningPolicy
  package var afterFinish: AfterFinishPolicy
  /// `--replace-running`.
  package var replaceRunning: Bool
  /// `--refresh`: stale runs are repeated.
  package var refresh: Bool

  package init(
    whileRunning: WhileRunningPolicy = .wait, afterFinish: AfterFinishPolicy = .rerun,
    replaceRunning: Bool = false, refresh: Bool = false
  ) {
    self.whileRunning = whileRunning
    self.afterFinish = afterFinish
    self.replaceRunning = replaceRunning
    self.refresh = refresh
  }
}

package enum UpdateDecision {
  /// Decides what applying a job does, from the arguments alone.
  ///
  /// - Parameters:
  ///   - declared: nil when there is no such job now.
  ///   - remembered: the newest run of the same name and identity in the ledger, for a job that was
  ///     removed or that changed. Runs that were superseded never ran and do not count.
  package static func change(
    declared: DeclaredJob?, remembered: DeclaredRun?, specDigest: [UInt8], identity: [UInt8],
    options: UpdateOptions
  ) -> JobChange {
    guard let declared else {
      guard let remembered else { return .create }
      return .restore(remark(on: remembered))
    }
    guard let run = declared.run else { return .create }
    guard declared.identity == identity else {
      if let remembered, remembered.number == run.number { return .update(remark(on: run)) }
      let change = changed(run, options)
      return remembered.map { recall($0, insteadOf: change) } ?? change
    }
    if options.refresh, !run.staleReasons.isEmpty, !declared.updatePending {
      return refreshed(run, options)
    }
    return declared.specDigest == specDigest
      ? .unchanged(remark(on: run)) : .update(remark(on: run))
  }

  private static func changed(_ run: DeclaredRun, _ options: UpdateOptions) -> JobChange {
    switch run.phase {
    case .notSubmitted: return .supersede(run: run.number)
    case .submitted:
      if options.replaceRunning { return .cancelThenRun(run: run.number) }
      switch options.whileRunning {
      case .wait: return .waitBehind(run: run.number)
      case .cancel: return .cancelThenRun(run: run.number)
      case .reject: return .reject(run: run.number, policy: "whileRunning: Reject")
      }
    case .over:
      switch options.afterFinish {
      case .rerun: return .rerun(after: run.number, because: .changed)
      case .hold: return .hold(run: run.number)
      case .reject: return .reject(run: run.number, policy: "afterFinish: Reject")
      }
    }
  }

  /// What ran before is not run again, whatever the change would do to the newest run.
  private static func recall(_ run: DeclaredRun, insteadOf change: JobChange) -> JobChange {
    let other: JobChange.OtherRun =
      switch change {
      case .supersede(let newest): .superseded(newest)
      case .cancelThenRun(let newest): .cancelled(newest)
      default: .stays
      }
    switch change {
    case .hold, .reject: return change
    default: return .recall(run: run.number, other: other, remark(on: run))
    }
  }

  private static func refreshed(_ run: DeclaredRun, _ options: UpdateOptions) -> JobChange {
    switch run.phase {
    case .notSubmitted: .supersede(run: run.number)
    case .submitted:
      options.replaceRunning ? .cancelThenRun(run: run.number) : .waitBehind(run: run.number)
    case .over: .rerun(after: run.number, because: .refreshed(run.staleReasons))
    }
  }

  private static func remark(on run: DeclaredRun) -> JobChange.Remark? {
    if run.phase == .over, run.state.status != .finished {
      return .lastRunFailed(run: run.number, status: run.state.status)
    }
    return run.staleReasons.isEmpty ? nil : .stale(run.staleReasons)
  }
}

extension DeclaredRun {
  fileprivate enum Phase { case notSubmitted, submitted, over }

  fileprivate var phase: Phase {
    if state.isSettled { return .over }
    let status = state.status == .blocked || state.status == .paused ? state.resume : state.status
    return (status ?? .pending).isBeforeLaunch ? .notSubmitted : .submitted
  }
}
