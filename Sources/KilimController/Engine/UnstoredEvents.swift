import KilimLifecycle
import KilimModel
import KilimStore

/// Events that have happened and are not stored yet.
struct UnstoredEvents {
  private(set) var updates: [RunUpdate] = []
  private var index: [RunID: Int] = [:]

  var isEmpty: Bool { updates.isEmpty }

  mutating func append(_ event: RunEvent, of run: RunID, at time: Timestamp) {
    let timed = TimedEvent(event, at: time)
    if let position = index[run] {
      updates[position].events.append(timed)
    } else {
      index[run] = updates.count
      updates.append(RunUpdate(run: run, events: [timed]))
    }
  }

  mutating func removeAll() {
    updates.removeAll(keepingCapacity: true)
    index.removeAll(keepingCapacity: true)
  }
}
