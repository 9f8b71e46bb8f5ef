import KilimModel
import KilimStore
import Testing

@testable import KilimController

struct OutboxScheduleTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  /// The answer at each of some moments since boot.
  private func answers(
    _ schedule: OutboxSchedule, at moments: [Int64], hoursPerLook: Int64 = 0
  ) -> [Bool] {
    var schedule = schedule
    var time = now
    return moments.map { moment in
      defer { time = time.adding(seconds: hoursPerLook * 3600) }
      return schedule.isWorthWaitingFor(now: time, sinceBoot: moment)
    }
  }

  @Test func `waits for nothing when nothing is due soon`() {
    #expect(answers(OutboxSchedule(), at: [0]) == [false])
    var schedule = OutboxSchedule()
    schedule.next = now.adding(seconds: 4)
    #expect(answers(schedule, at: [0]) == [false])
  }

  @Test(arguments: [0, 1]) func `waits some seconds for what is due soon, whatever the clock does`(
    hours: Int64
  ) {
    var schedule = OutboxSchedule()
    schedule.next = now.adding(seconds: 2)
    #expect(
      answers(schedule, at: [100, 5099, 5100], hoursPerLook: hours) == [true, true, false])
  }

  @Test func `waits for what came back and is not noted yet`() {
    var schedule = OutboxSchedule()
    schedule.ended = [(DeliveryID(1), nil)]
    #expect(answers(schedule, at: [0, 19_999, 20_000]) == [true, true, false])
  }
}
