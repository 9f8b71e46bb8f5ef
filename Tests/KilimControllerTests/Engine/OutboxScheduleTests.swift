import KilimModel
import KilimStore
import Testing

@testable import KilimController

struct OutboxScheduleTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  @Test func `waits for nothing when nothing is due soon`() {
    var schedule = OutboxSchedule()
    #expect(!schedule.isWorthWaitingFor(now: now, sinceBoot: 0))
    schedule.next = now.adding(seconds: 4)
    #expect(!schedule.isWorthWaitingFor(now: now, sinceBoot: 0))
  }

  @Test func `waits some seconds for what is due soon, whatever the clock does`() {
    var schedule = OutboxSchedule()
    schedule.next = now.adding(seconds: 2)
    #expect(schedule.isWorthWaitingFor(now: now, sinceBoot: 100))
    #expect(schedule.isWorthWaitingFor(now: now.adding(seconds: 3600), sinceBoot: 5099))
    #expect(!schedule.isWorthWaitingFor(now: now.adding(seconds: 3600), sinceBoot: 5100))
  }

  @Test func `waits for what came back and is not noted yet`() {
    var schedule = OutboxSchedule()
    schedule.ended = [(DeliveryID(1), nil)]
    #expect(schedule.isWorthWaitingFor(now: now, sinceBoot: 0))
  }
}
