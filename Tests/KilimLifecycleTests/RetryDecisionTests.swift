import KilimLifecycle
import KilimModel
import Testing

struct RetryDecisionTests {
  static let now = Timestamp(milliseconds: 1_000_000)
  static let limits = AttemptLimits(memoryMB: 1000, maxMinutes: 10)

  static func decide(
    _ policy: PlannedRetry?, _ cause: RetryCause, earlier: [RetryCause: Int] = [:],
    cancelRequested: Bool = false
  ) -> RetryDecision {
    RetryDecision.decide(
      policy, cause: cause, earlier: earlier, limits: limits, cancelRequested: cancelRequested,
      now: now)
  }

  static let evidence: [(ExitRecord, RetryCause?)] = [
    (.success, nil),
    (.ended(.exited(code: 3)), .applicationError),
    (.ended(.signalled(signal: 15), timedOut: true), .timeLimit),
    (.ended(.exited(code: 0), timedOut: true), .timeLimit),
    (.ended(.signalled(signal: 15), cancelled: true), nil),
    (.ended(.signalled(signal: 11)), .applicationError),
    (.killed(peakMB: 1000), .outOfMemory), (.killed(peakMB: 999), .applicationError),
    (.killed(peakMB: 4000, timedOut: true), .timeLimit),
  ]

  @Test(arguments: evidence)
  func `tells the cause from the exit record`(exit: ExitRecord, cause: RetryCause?) {
    #expect(RetryCause.proven(by: exit, limits: Self.limits) == cause)
  }

  @Test func `takes no small peak for proof`() {
    let tiny = AttemptLimits(memoryMB: 1, maxMinutes: 10)
    #expect(RetryCause.proven(by: .killed(peakMB: 31), limits: tiny) == .applicationError)
    #expect(RetryCause.proven(by: .killed(peakMB: 32), limits: tiny) == .outOfMemory)
  }

  @Test(arguments: RetryCause.allCases)
  func `starts only what is listed, and all but errors of the application unless told`(
    cause: RetryCause
  ) {
    var policy = RetryPolicy()
    policy.limit = 2
    let usual = Self.decide(PlannedRetry(policy, maxMemoryMB: nil, maxMinutes: nil), cause)
    #expect((usual == .none(.notListed(cause))) == (cause == .applicationError))
    policy.on = [cause]
    guard
      case .attempt(let next) = Self.decide(
        PlannedRetry(policy, maxMemoryMB: nil, maxMinutes: nil), cause)
    else { return #expect(Bool(false)) }
    #expect(next.number == 2 && next.limits == Self.limits)
    #expect(next.most == (cause.ownBudget == nil ? 3 : 4))
    for other in RetryCause.allCases where other != cause {
      let decision = Self.decide(PlannedRetry(policy, maxMemoryMB: nil, maxMinutes: nil), other)
      #expect(decision == .none(.notListed(other)))
    }
  }

  @Test func `starts nothing without a policy, or for what is cancelled`() {
    for cause in RetryCause.allCases {
      #expect(Self.decide(nil, cause) == .none(.noPolicy))
      let policy = PlannedRetry(limit: 1, on: RetryCause.allCases)
      #expect(Self.decide(policy, cause, cancelRequested: true) == .none(.cancelled))
    }
  }

  @Test(arguments: RetryCause.allCases)
  func `ends after the budget of the cause`(cause: RetryCause) {
    let policy = PlannedRetry(limit: 2, on: RetryCause.allCases)
    let budget = cause.ownBudget ?? 2
    for used in [0, 1, 2, 3, 1000] {
      let decision = Self.decide(policy, cause, earlier: [cause: used])
      #expect((decision == .none(.usedUp(cause, allowed: budget))) == (used >= budget))
    }
    // What has a budget of its own takes nothing from the others'.
    let others: [RetryCause: Int] =
      cause.ownBudget == nil ? [.staging: 3, .preempted: 50] : [.outOfMemory: 1, .timeLimit: 1]
    guard case .attempt(let next) = Self.decide(policy, cause, earlier: others) else {
      return #expect(Bool(false))
    }
    #expect(next.number == others.values.reduce(2, +) && next.most >= next.number)
  }

  @Test func `raises the limit that was hit, and never above the queue's`() {
    let policy = PlannedRetry(
      limit: 9, on: RetryCause.allCases, memoryScale: 1.5, minutesScale: 2, maxMemoryMB: 1200,
      maxMinutes: 60)
    #expect(Self.limits(policy, .outOfMemory) == AttemptLimits(memoryMB: 1200, maxMinutes: 10))
    #expect(Self.limits(policy, .timeLimit) == AttemptLimits(memoryMB: 1000, maxMinutes: 20))
    #expect(Self.limits(policy, .applicationError) == Self.limits)
    var narrow = policy
    narrow.maxMemoryMB = 1000
    #expect(Self.decide(narrow, .outOfMemory) == .none(.atQueueLimit(.outOfMemory)))
    narrow.memoryScale = 1
    #expect(Self.limits(narrow, .outOfMemory) == Self.limits)
    narrow.maxMemoryMB = 500
    #expect(Self.limits(narrow, .outOfMemory) == Self.limits)
  }

  private static func limits(_ policy: PlannedRetry, _ cause: RetryCause) -> AttemptLimits? {
    guard case .attempt(let next) = decide(policy, cause) else { return nil }
    return next.limits
  }

  @Test(arguments: [
    (30, 0, 30), (30, 1, 60), (30, 2, 120), (30, 6, 1920), (30, 7, 3600), (30, 99, 3600),
    (0, 5, 0), (7200, 0, 7200), (7200, 3, 7200), (1, 11, 2048), (1, 12, 3600),
  ])
  func `doubles the wait up to an hour`(backoff: Int, earlier: Int, seconds: Int) {
    let policy = PlannedRetry(limit: 100, on: [.timeLimit], backoffSeconds: backoff)
    guard case .attempt(let next) = Self.decide(policy, .timeLimit, earlier: [.timeLimit: earlier])
    else { return #expect(Bool(false)) }
    #expect(next.notBefore.milliseconds(since: Self.now) == Int64(seconds) * 1000)
  }
}

extension ExitRecord {
  fileprivate static func killed(peakMB: Int64, timedOut: Bool = false) -> ExitRecord {
    var record = ended(.signalled(signal: 9), timedOut: timedOut)
    record.peakMemoryKiB = peakMB * 1024
    return record
  }
}
