import KilimLifecycle
import KilimModel
import KilimStore
import Testing

@testable import KilimController

struct UnstoredEventsTests {
  private let time = Timestamp(milliseconds: 1000)

  private func sample() -> UnstoredEvents {
    var events = UnstoredEvents()
    for (run, event) in [(2, RunEvent.admitted), (1, .admitted), (2, .directoriesCreated)] {
      events.append(event, of: RunID(Int64(run)), at: time)
    }
    return events
  }

  @Test func `gathers the events of each run in their order`() {
    let events = sample()
    #expect(events.updates.map(\.run) == [RunID(2), RunID(1)])
    #expect(events.updates[0].events.map(\.event) == [.admitted, .directoriesCreated])
  }

  @Test func `forgets some runs and goes on with the others`() {
    var events = sample()
    events.remove([RunID(2)])
    events.append(.directoriesCreated, of: RunID(1), at: time)
    events.append(.admitted, of: RunID(2), at: time)
    #expect(events.updates.map(\.run) == [RunID(1), RunID(2)])
    #expect(events.updates.map(\.events.count) == [2, 1])
  }

  @Test func `is empty after all is stored`() {
    var events = sample()
    events.removeAll()
    #expect(events.isEmpty)
    events.append(.admitted, of: RunID(1), at: time)
    #expect(events.updates.count == 1 && !events.isEmpty)
  }
}
