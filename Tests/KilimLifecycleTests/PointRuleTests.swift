import KilimLifecycle
import KilimModel
import Testing

struct PointRuleTests {
  @Test(
    arguments: [
      (nil, true, .waiting), (nil, false, nil),
      (.waiting, true, .waiting), (.waiting, false, .droppedWaiting),
      (.active, true, .active), (.active, false, .droppedCancelling),
      (.finished, true, .finished), (.finished, false, .retiredFinished),
      (.failed, true, .failed), (.failed, false, .retiredFailed),
      (.cancelled, true, .cancelled), (.cancelled, false, .retiredCancelled),
      (.reused, true, .reused), (.reused, false, .retiredReused),
      (.restarting, true, .restarting), (.restarting, false, .droppedCancelling),
      (.droppedWaiting, true, .waiting), (.droppedCancelling, true, .restarting),
      (.droppedActive, true, .active), (.retiredFinished, true, .finished),
      (.retiredFailed, true, .failed), (.retiredCancelled, true, .cancelled),
      (.retiredReused, true, .reused),
    ] as [(PointState?, Bool, PointState?)])
  func `an apply moves a point by what was and what is wanted`(
    stored: PointState?, isWanted: Bool, after: PointState?
  ) {
    #expect(PointRule.state(of: stored, isWanted: isWanted) == after)
  }

  @Test(arguments: PointState.allCases)
  func `applying twice is applying once, and removing and restoring changes no result`(
    state: PointState
  ) throws {
    for isWanted in [true, false] {
      let once = PointRule.state(of: state, isWanted: isWanted)
      #expect(PointRule.state(of: once, isWanted: isWanted) == once)
      #expect(once?.isDeclared == isWanted)
      #expect(once?.hasActiveRun == state.hasActiveRun)
    }
    let removed = PointRule.state(of: state, isWanted: false)
    let restored = try #require(PointRule.state(of: removed, isWanted: true))
    let direct = PointRule.state(of: state, isWanted: true)
    if direct == .active, state != .droppedActive {
      #expect(restored == .restarting)
    } else {
      #expect(restored == direct)
    }
  }

  @Test(
    arguments: [
      (.active, .finished, .finished), (.active, .failed, .failed),
      (.active, .cancelled, .cancelled),
      (.restarting, .cancelled, .waiting), (.restarting, .finished, .finished),
      (.droppedCancelling, .cancelled, .droppedWaiting),
      (.droppedActive, .finished, .retiredFinished), (.droppedActive, .failed, .retiredFailed),
      (.failed, .archiving, .active),
    ] as [(PointState, RunStatus, PointState)])
  func `the end of a run moves its point`(
    point: PointState, status: RunStatus, after: PointState
  ) {
    #expect(PointRule.state(of: point, after: status) == after)
  }

  @Test(arguments: [
    (WhileRunningPolicy.wait, false, PointState.droppedActive),
    (.wait, true, .droppedCancelling), (.cancel, false, .droppedCancelling),
  ])
  func `a changed template lets running points end or cancels them`(
    policy: WhileRunningPolicy, replaces: Bool, after: PointState
  ) {
    var counts = PointCounts()
    counts.active = 3
    let decision = SweepDecision(
      DeclaredSweep(
        isDeleted: false, textChanged: true, templateChanged: true, staleReasons: [],
        counts: counts),
      options: UpdateOptions(whileRunning: policy, replaceRunning: replaces))
    #expect(decision.state(of: .active, isWanted: false) == after)
  }

  @Test func `policies refuse a changed template, and hold its points`() {
    var counts = PointCounts()
    counts.active = 1
    let changed = DeclaredSweep(
      isDeleted: false, textChanged: true, templateChanged: true, staleReasons: [], counts: counts)
    let rejecting = SweepDecision(changed, options: UpdateOptions(whileRunning: .reject))
    #expect(rejecting.change(PointTally()) == .reject(policy: "whileRunning: Reject"))
    counts.active = 0
    counts.finished = 1
    var over = changed
    over.counts = counts
    var tally = PointTally()
    tally.added = 1
    let holding = SweepDecision(over, options: UpdateOptions(afterFinish: .hold))
    #expect(holding.change(tally) == .hold)
    #expect(holding.newState == .cancelled)
    #expect(
      SweepDecision(over, options: UpdateOptions(afterFinish: .reject)).change(tally)
        == .reject(policy: "afterFinish: Reject"))
  }
}
