/// Which failures start another attempt of a run, with everything decided.
package struct PlannedRetry: Sendable, Hashable {
  /// Attempts after the first one.
  package var limit: Int
  /// The causes that start one; never empty.
  package var on: [RetryCause]
  /// Before the second attempt, in seconds.
  package var backoffSeconds: Int
  /// At least 1.
  package var memoryScale: Double
  /// At least 1.
  package var minutesScale: Double
  /// The queue's maxima; nil where there is none.
  package var maxMemoryMB: Int?
  package var maxMinutes: Int?

  /// Of a job that does not say.
  package static let usualBackoffSeconds = 30

  package init(
    limit: Int, on: [RetryCause], backoffSeconds: Int = usualBackoffSeconds,
    memoryScale: Double = 1, minutesScale: Double = 1, maxMemoryMB: Int? = nil,
    maxMinutes: Int? = nil
  ) {
    self.limit = limit
    self.on = on
    self.backoffSeconds = backoffSeconds
    self.memoryScale = memoryScale
    self.minutesScale = minutesScale
    self.maxMemoryMB = maxMemoryMB
    self.maxMinutes = maxMinutes
  }

  /// Nil for a policy that starts none.
  package init?(_ policy: RetryPolicy?, maxMemoryMB: Int?, maxMinutes: Int?) {
    guard let policy, policy.limit > 0 else { return nil }
    self.init(
      limit: policy.limit,
      on: policy.on.isEmpty ? RetryCause.allCases.filter { $0 != .applicationError } : policy.on,
      backoffSeconds: policy.backoff?.seconds ?? Self.usualBackoffSeconds,
      memoryScale: policy.scale?.memoryMB ?? 1, minutesScale: policy.scale?.maxMinutes ?? 1,
      maxMemoryMB: Self.bound(maxMemoryMB), maxMinutes: Self.bound(maxMinutes))
  }

  /// A queue's maximum of 0 or less is none.
  private static func bound(_ limit: Int?) -> Int? { limit.flatMap { $0 > 0 ? $0 : nil } }
}

/// What the limits of one attempt are.
package struct AttemptLimits: Sendable, Hashable {
  package var memoryMB: Int
  package var maxMinutes: Int

  package init(memoryMB: Int, maxMinutes: Int) {
    self.memoryMB = memoryMB
    self.maxMinutes = maxMinutes
  }

  package init(_ plan: RunPlan) {
    self.init(memoryMB: plan.memoryMB, maxMinutes: plan.maxMinutes)
  }
}

extension RunPlan {
  /// The plan as a later attempt runs it. The plan that is stored stays as it is.
  ///
  /// - Parameters:
  ///   - attempt: from 1; the first one runs the plan itself.
  ///   - limits: nil for the plan's own.
  package func forAttempt(_ attempt: Int, limits: AttemptLimits?) -> RunPlan {
    guard attempt > 1 else { return self }
    var plan = self
    plan.command += (restart?.args ?? []).map { CommandWord($0) }
    guard let limits else { return plan }
    plan.memoryMB = limits.memoryMB
    plan.maxMinutes = limits.maxMinutes
    plan.batch?.set("--mem", to: limits.memoryMB)
    plan.batch?.set("--time", to: limits.maxMinutes)
    for index in plan.environment.indices {
      switch plan.environment[index].key {
      case "_tapisMemoryMB": plan.environment[index].value = String(limits.memoryMB)
      case "_tapisMaxMinutes": plan.environment[index].value = String(limits.maxMinutes)
      default: break
      }
    }
    return plan
  }
}
