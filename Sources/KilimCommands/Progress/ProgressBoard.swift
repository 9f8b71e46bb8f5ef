import KilimController
import KilimLifecycle
import KilimModel

/// What is known of the runs that a command waits for, kept up to date by what the engine tells.
///
/// Costs a few look-ups for each transition, whatever the number of runs.
struct ProgressBoard {
  struct Track: Hashable {
    var status: RunStatus
    /// Since when it has the status; nil until something was heard of it.
    var since: Timestamp?
    var isSettled: Bool
  }

  struct Failure: Hashable {
    var name: RunName
    var state: RunState
  }

  private(set) var tracks: [RunName: Track]
  /// By status.
  private var counts = [Int](repeating: 0, count: RunStatus.allCases.count)
  private(set) var settledCount = 0
  /// Runs that ended otherwise than well, in the order of their ends.
  private(set) var failures: [Failure] = []
  /// Runs that are at work or blocked: not waiting, not settled.
  private(set) var active: Set<RunName> = []

  init(_ runs: [RunName]) {
    tracks = Dictionary(
      runs.map { ($0, Track(status: .pending, since: nil, isSettled: false)) },
      uniquingKeysWith: { first, _ in first })
    counts[RunStatus.pending.rawValue] = tracks.count
  }

  subscript(status: RunStatus) -> Int { counts[status.rawValue] }

  var total: Int { tracks.count }

  /// Takes a transition in.
  ///
  /// - Returns: false for one of a run that nobody waits for.
  @discardableResult
  mutating func take(_ progress: RunProgress) -> Bool {
    guard let old = tracks[progress.name] else { return false }
    let state = progress.state
    counts[old.status.rawValue] -= 1
    counts[state.status.rawValue] += 1
    tracks[progress.name] = Track(
      status: state.status, since: progress.time, isSettled: state.isAtRest)
    if state.isAtRest != old.isSettled { settledCount += state.isAtRest ? 1 : -1 }
    if state.isAtRest || state.status == .pending {
      active.remove(progress.name)
    } else {
      active.insert(progress.name)
    }
    // What was blocked or suspended goes on.
    if old.isSettled, !state.isAtRest { failures.removeAll { $0.name == progress.name } }
    if state.isBad {
      failures.append(Failure(name: progress.name, state: state))
    }
    return true
  }

  /// The runs worth a line of their own: those that run, the longest first, then the others.
  func interesting(limit: Int) -> [(name: RunName, track: Track)] {
    let candidates = active.compactMap { name in tracks[name].map { (name: name, track: $0) } }
    return Array(candidates.sorted(by: Self.precedes).prefix(limit))
  }

  private static func precedes(
    _ left: (name: RunName, track: Track), _ right: (name: RunName, track: Track)
  ) -> Bool {
    let ranks = (rank(left.track.status), rank(right.track.status))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let times = (left.track.since?.milliseconds ?? 0, right.track.since?.milliseconds ?? 0)
    if times.0 != times.1 { return times.0 < times.1 }
    return left.name.description < right.name.description
  }

  private static func rank(_ status: RunStatus) -> Int {
    switch status {
    case .blocked: 0
    case .running: 1
    case .archiving: 2
    default: 3
    }
  }
}
