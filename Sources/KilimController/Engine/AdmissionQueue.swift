import KilimStore

/// PENDING runs in the order of their making.
///
/// A run's System is known only from its plan, which is loaded when the run's turn comes; a run
/// whose System is full then waits in that System's own line and holds no other up.
struct AdmissionQueue {
  private var unsorted = Line()
  private var lines: [String: Line] = [:]

  var systems: [String] { lines.keys.sorted() }

  mutating func append(_ run: RunID) { unsorted.append(run) }

  mutating func append(_ run: RunID, to system: String) {
    lines[system, default: Line()].append(run)
  }

  mutating func takeUnsorted() -> RunID? { unsorted.take() }

  mutating func take(from system: String) -> RunID? {
    guard let run = lines[system]?.take() else {
      lines[system] = nil
      return nil
    }
    return run
  }

  /// First in, first out; taking is cheap at any length.
  private struct Line {
    private var runs: [RunID] = []
    private var head = 0

    mutating func append(_ run: RunID) { runs.append(run) }

    mutating func take() -> RunID? {
      guard head < runs.count else { return nil }
      defer {
        head += 1
        if head > 1024, head * 2 > runs.count {
          runs.removeFirst(head)
          head = 0
        }
      }
      return runs[head]
    }
  }
}
