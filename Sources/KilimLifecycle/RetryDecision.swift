package import KilimModel

/// Whether a failed attempt is followed by another one (product, section 6): values in, values out.
package enum RetryDecision: Sendable, Hashable {
  case none(Refusal)
  case attempt(Allowed)

  /// Why there is no other attempt.
  package enum Refusal: Sendable, Hashable {
    /// The job has no `retry`, or a `limit` of 0.
    case noPolicy
    case cancelled
    /// The cause is not among those of `on`.
    case notListed(RetryCause)
    /// As many as `limit`, or as the cause's own budget, allows have been made.
    case usedUp(RetryCause, allowed: Int)
    /// The limit that was hit was to be raised, and is the queue's own already.
    case atQueueLimit(RetryCause)
  }

  package struct Allowed: Sendable, Hashable {
    /// Of the next attempt, from 2.
    package var number: Int
    /// How many there can be, should the others fail alike.
    package var most: Int
    package var notBefore: Timestamp
    package var limits: AttemptLimits
  }

  /// The longest wait that doubling leads to, in seconds; a longer `backoff` stays as it is.
  package static let longestBackoffSeconds = 3600

  /// - Parameters:
  ///   - cause: why the newest attempt failed.
  ///   - earlier: how often each cause has started another attempt of this run already.
  ///   - limits: of the newest attempt.
  ///   - now: when the wait begins.
  package static func decide(
    _ policy: PlannedRetry?, cause: RetryCause, earlier: [RetryCause: Int],
    limits: AttemptLimits, cancelRequested: Bool, now: Timestamp
  ) -> RetryDecision {
    guard !cancelRequested else { return .none(.cancelled) }
    guard let policy, policy.limit > 0 else { return .none(.noPolicy) }
    guard policy.on.contains(cause) else { return .none(.notListed(cause)) }
    let all = earlier.values.reduce(0, +)
    let counted = earlier.reduce(0) { $0 + ($1.key.ownBudget == nil ? $1.value : 0) }
    let allowed = cause.ownBudget ?? policy.limit
    let used = cause.ownBudget == nil ? counted : earlier[cause] ?? 0
    guard used < allowed else { return .none(.usedUp(cause, allowed: allowed)) }
    guard let next = scaled(limits, policy, cause) else { return .none(.atQueueLimit(cause)) }
    let uncounted = all - counted + (cause.ownBudget == nil ? 0 : 1)
    return .attempt(
      Allowed(
        number: all + 2, most: policy.limit + 1 + uncounted,
        notBefore: now.adding(seconds: backoffSeconds(policy, after: all)), limits: next))
  }

  /// Doubles with each attempt, up to the longest.
  private static func backoffSeconds(_ policy: PlannedRetry, after earlier: Int) -> Int64 {
    let longest = max(policy.backoffSeconds, longestBackoffSeconds)
    // 12 doublings bring a second past the hour.
    return Int64(min(policy.backoffSeconds << min(earlier, 12), longest))
  }

  /// Nil when the limit that was hit is to be raised and cannot be.
  private static func scaled(
    _ limits: AttemptLimits, _ policy: PlannedRetry, _ cause: RetryCause
  ) -> AttemptLimits? {
    var next = limits
    switch cause {
    case .outOfMemory where policy.memoryScale > 1:
      next.memoryMB = scaled(limits.memoryMB, by: policy.memoryScale, atMost: policy.maxMemoryMB)
    case .timeLimit where policy.minutesScale > 1:
      next.maxMinutes = scaled(
        limits.maxMinutes, by: policy.minutesScale, atMost: policy.maxMinutes)
    default: return next
    }
    return next == limits ? nil : next
  }

  private static func scaled(_ limit: Int, by factor: Double, atMost most: Int?) -> Int {
    // Far beyond any machine, and far from overflowing.
    let raised = Int((Double(limit) * factor).rounded(.up).clamped(to: 1...1e15))
    return max(limit, min(raised, most ?? .max))
  }
}

extension RetryDecision.Refusal {
  /// For people; nil where there is nothing to explain.
  package var words: String? {
    switch self {
    case .noPolicy, .cancelled: nil
    case .notListed(let cause): "not tried again: `retry.on` does not list \(cause.rawValue)"
    case .usedUp(_, let allowed):
      "not tried again: \(allowed) more \(allowed == 1 ? "attempt was" : "attempts were") made"
    case .atQueueLimit(let cause):
      "not tried again: \(cause == .outOfMemory ? "memoryMB" : "maxMinutes") is the queue's maximum already"
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
