import KilimModel
import KilimStore

/// Runs whose next attempt may not start yet.
struct DelayedRuns {
  /// Descending by time: the next one is the last.
  private var runs: [(time: Timestamp, run: RunID)] = []

  var next: Timestamp? { runs.last?.time }

  mutating func append(_ run: RunID, until time: Timestamp) {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].time >= time { low = middle + 1 } else { high = middle }
    }
    runs.insert((time, run), at: low)
  }

  /// Those whose time has come, the earliest first.
  mutating func takeDue(now: Timestamp) -> [RunID] {
    var due: [RunID] = []
    while let last = runs.last, last.time <= now {
      due.append(last.run)
      runs.removeLast()
    }
    return due
  }
}
