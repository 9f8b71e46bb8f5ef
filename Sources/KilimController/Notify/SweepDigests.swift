import KilimLifecycle
import KilimModel
import KilimStore

/// Tells the subscribers of sweeps what their points came to: once when a sweep has come to rest,
/// and of failures on the way those who asked for failures, at most every few minutes.
///
/// Level, not edge: it looks at the sweeps that have something to tell, and a message is written in
/// the transaction that notes it as told. So a crash loses none and repeats none.
struct SweepDigests {
  /// Failures on the way are told of at most that often.
  static let pauseSeconds: Int64 = 15 * 60
  /// After the first failure others are waited for, since they seldom come alone.
  static let gatherSeconds: Int64 = 60

  let now: Timestamp
  /// Ask also whether points are lost: only then are their runs looked at.
  var looksForLost = true

  /// What `write` did.
  struct Outcome: Sendable, Hashable {
    var hasMessages = false
    /// When to look again, whatever happens; nil for nothing to come.
    var next: Timestamp?
  }

  func write(in transaction: StoreTransaction) throws(StoreError) -> Outcome {
    var outcome = Outcome()
    for untold in try transaction.untoldSweeps() {
      guard let subscribers = StoredSubscribers(untold.subscribers) else { continue }
      guard let digest = try digest(of: untold, transaction) else {
        if let due = try noteFirstFailure(of: untold, transaction) {
          outcome.next = min(outcome.next ?? due, due)
        }
        continue
      }
      let earlier = try transaction.deliveries(of: untold.sweep.id)
      for subscription in subscribers.subscriptions
      where digest.isWanted(by: subscription, created: subscribers.created, earlier, now) {
        try transaction.enqueue(
          NewDelivery(
            method: subscription.method, address: subscription.address, eventType: digest.type,
            payload: digest.envelope(
              subscription, sequence: digest.sequence(after: earlier), now
            ).text, expires: now.adding(seconds: DeliveryPolicy.lifetimeSeconds)),
          object: untold.sweep.id, sequence: digest.sequence(after: earlier), now: now)
        outcome.hasMessages = true
      }
      if digest.isEnd {
        try transaction.noteEndTold(untold.sweep)
      } else {
        try transaction.noteFailuresTold(
          untold.sweep, next: now.adding(seconds: Self.pauseSeconds))
      }
    }
    return outcome
  }

  /// When there will be something to write; nil when nothing is to come by itself.
  func next(_ reader: StoreReader) throws(StoreError) -> Timestamp? {
    var next: Timestamp?
    for untold in try reader.untoldSweeps() {
      let hasDigest = try digest(of: untold, reader) != nil
      let isDue = hasDigest || untold.isFirstFailure
      guard let time = isDue ? now : untold.hasFailures ? untold.failuresDue : nil else { continue }
      next = min(next ?? time, time)
    }
    return next
  }

  /// When the failures of a sweep are to be told of; nil for none.
  private func noteFirstFailure(
    of untold: UntoldSweep, _ transaction: StoreTransaction
  ) throws(StoreError) -> Timestamp? {
    guard untold.hasFailures else { return nil }
    if let due = untold.failuresDue { return due }
    let due = now.adding(seconds: Self.gatherSeconds)
    try transaction.setFailuresDue(untold.sweep, due)
    return due
  }

  /// Nil when there is nothing to tell now.
  private func digest(
    of untold: UntoldSweep, _ reader: StoreReader
  ) throws(StoreError) -> SweepDigest? {
    let sweep = untold.sweep
    let state = try endState(of: sweep, reader)
    if state == nil {
      guard untold.hasFailures, let due = untold.failuresDue, due <= now else { return nil }
    }
    return SweepDigest(
      sweep: sweep, end: state, failures: try SweepFailure.first(of: sweep, reader))
  }

  /// Nil while something goes on, or a person holds it back.
  private func endState(
    of sweep: SweepRecord, _ reader: StoreReader
  ) throws(StoreError) -> RunState? {
    guard sweep.counts.active == 0 || looksForLost, !sweep.hasStartable else { return nil }
    let state = SweepState.of(sweep, try reader.restingPoints(of: sweep))
    let isLost = state.status == .blocked && state.condition == .unknownOutcome
    return state.status.isTerminal || isLost ? state : nil
  }
}

extension UntoldSweep {
  /// Points failed that nobody was told of.
  fileprivate var hasFailures: Bool { sweep.counts.failed > failuresTold }

  /// The time of telling is to be set.
  fileprivate var isFirstFailure: Bool { hasFailures && failuresDue == nil }
}

/// One of the first points of a sweep that failed.
struct SweepFailure: Sendable, Hashable {
  static let most = 5

  var point: ResourceName
  /// The compact JSON object of its values.
  var values: String
  var run: RunName?
  var cause: String

  static func first(
    of sweep: SweepRecord, _ reader: StoreReader
  ) throws(StoreError) -> [SweepFailure] {
    guard sweep.counts.failed > 0 else { return [] }
    var points: [PointRecord] = []
    try reader.points(of: sweep.id, states: [.failed]) { point throws(StoreError) in
      points.append(point)
      return points.count < most
    }
    return try points.map { point throws(StoreError) in
      let name = sweep.name.point(point.position)
      let run = try reader.newestRun(of: name)
      return SweepFailure(
        point: name, values: point.values,
        run: run.map { RunName(owner: name, number: $0.number) },
        cause: run?.state.cause ?? "no reason is known")
    }
  }
}

extension RunState {
  /// Why a run failed, on one line.
  fileprivate var cause: String {
    if let message, !message.isEmpty {
      return String(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    switch exit?.end {
    case .exited(let code)?: return "exit code \(code)"
    case .signalled(let signal)?: return "ended by signal \(signal)"
    case nil: return condition?.rawValue ?? "no reason is known"
    }
  }
}
