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

  /// Forgets what happened to some runs; the order of the others stays.
  mutating func remove(_ runs: Set<RunID>) {
    updates.removeAll { runs.contains($0.run) }
    index = Dictionary(
      updates.enumerated().map { ($1.run, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func removeAll() {
    updates.removeAll(keepingCapacity: true)
    index.removeAll(keepingCapacity: true)
  }
}
