import KilimStore

/// PENDING runs, those of a higher priority first, and among equal ones in the order of their
/// coming.
///
/// A run's System is known only from its plan, which is loaded when the run's turn comes; a run
/// whose System is full then waits in that System's own line and holds no other up.
struct AdmissionQueue {
  private var unsorted = PriorityLine()
  private var lines: [String: PriorityLine] = [:]

  var groups: [String] { lines.keys.sorted() }

  mutating func append(_ run: RunID, priority: Int = 0) { unsorted.append(run, priority) }

  mutating func append(_ run: RunID, to group: String, priority: Int = 0) {
    lines[group, default: PriorityLine()].append(run, priority)
  }

  mutating func takeUnsorted() -> RunID? { unsorted.take() }

  /// An unsorted run that could overtake one which stands in a System's line already; nil for none.
  mutating func takeUrgent() -> RunID? {
    guard let best = unsorted.highest, lines.values.contains(where: { $0.lowest ?? .max < best })
    else { return nil }
    return unsorted.take()
  }

  mutating func take(from group: String) -> RunID? {
    guard let run = lines[group]?.take() else {
      lines[group] = nil
      return nil
    }
    return run
  }
}

/// Lines of equal priority; there are few different ones, mostly one.
struct PriorityLine {
  /// Ascending by priority; none is empty.
  private var lines: [(priority: Int, line: Line)] = []

  var highest: Int? { lines.last?.priority }
  var lowest: Int? { lines.first?.priority }

  mutating func append(_ run: RunID, _ priority: Int) {
    // Nearly always there is this one line.
    let index = lines.lastIndex { $0.priority <= priority }
    if let index, lines[index].priority == priority {
      lines[index].line.append(run)
    } else {
      lines.insert((priority, Line(run)), at: index.map { $0 + 1 } ?? 0)
    }
  }

  mutating func take() -> RunID? {
    guard let last = lines.indices.last else { return nil }
    let run = lines[last].line.take()
    if lines[last].line.isEmpty { lines.removeLast() }
    return run
  }
}

/// First in, first out; taking is cheap at any length.
private struct Line {
  private var runs: [RunID]
  private var head = 0

  init(_ first: RunID) { runs = [first] }

  var isEmpty: Bool { head == runs.count }

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
