import KilimModel
import Testing

@testable import KilimController
@testable import KilimStore

struct SweepStateTests {
  /// With points that wait, run, finished and failed.
  private func sweep(
    waiting: Int = 0, active: Int = 0, finished: Int = 0, failed: Int = 0,
    suspended: Bool = false, obstacle: String? = nil
  ) -> SweepRecord {
    var counts = PointCounts()
    (counts.waiting, counts.active) = (waiting, active)
    (counts.finished, counts.failed) = (finished, failed)
    return SweepRecord(
      id: ObjectID(1), name: ResourceName(.sweep, "grid"),
      settings: SweepSettings(identity: [], fullIdentity: []), nextPosition: 100, cursor: 1,
      isStopped: false, counts: counts, templateKey: 1, isSuspended: suspended, obstacle: obstacle)
  }

  @Test func `is one run for those who wait for it`() {
    let none = RestingPoints()
    #expect(SweepState.of(sweep(waiting: 3), none).status == .pending)
    #expect(SweepState.of(sweep(waiting: 3, finished: 1), none).status == .running)
    #expect(SweepState.of(sweep(active: 1, finished: 1), none).status == .running)
    #expect(SweepState.of(sweep(finished: 2), none).status == .finished)
    #expect(SweepState.of(sweep(finished: 2, failed: 1), none).status == .failed)
    #expect(SweepState.of(sweep(active: 1), RestingPoints(lost: 1)).isLost)
  }

  @Test func `is PAUSED once nothing of a suspended sweep runs any more`() {
    let active = sweep(waiting: 3, active: 2, suspended: true)
    #expect(SweepState.of(active, RestingPoints(paused: 1)).status == .running)
    #expect(SweepState.of(active, RestingPoints(paused: 2)).status == .paused)
    #expect(SweepState.of(sweep(waiting: 1, suspended: true), RestingPoints()).status == .paused)
    // What has ended has ended, suspended or not.
    #expect(SweepState.of(sweep(finished: 1, suspended: true), RestingPoints()).status == .finished)
    #expect(SweepState.of(sweep(failed: 1, suspended: true), RestingPoints()).status == .failed)
  }

  @Test func `is BLOCKED by its obstacle once nothing runs any more`() {
    let running = sweep(waiting: 3, active: 1, obstacle: "job/a FAILED")
    #expect(SweepState.of(running, RestingPoints()).status == .running)
    let state = SweepState.of(sweep(waiting: 3, obstacle: "job/a FAILED"), RestingPoints())
    #expect(state.status == .blocked && state.condition == .dependencyFailed)
    #expect(state.message == "0/3; job/a FAILED" && state.isAtRest && !state.isSettled)
  }
}
