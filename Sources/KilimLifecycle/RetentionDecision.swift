package import KilimModel

/// Why a run's directories and rows were given up. Stored by number; numbers are never reused.
package enum CollectionReason: Int, Sendable, Hashable, CaseIterable {
  /// It ended longer ago than `retention` keeps runs of its status.
  case age = 1
  /// The runs of its declaration kept more than `retention.maxSizeMB`.
  case size = 2
  /// Somebody named it.
  case request = 3
}

/// That a run was collected.
package struct Collected: Sendable, Hashable {
  package var time: Timestamp
  package var reason: CollectionReason

  package init(time: Timestamp, reason: CollectionReason) {
    self.time = time
    self.reason = reason
  }
}

/// What the decision needs to know of one run.
package struct RetainedRun: Sendable, Hashable {
  package var status: RunStatus
  /// When its verdict was reached; nil while it goes on.
  package var ended: Timestamp?
  /// What its directories hold; 0 where nobody limits it.
  package var bytes: Int64
  /// No later run of the same job or point exists.
  package var isNewest: Bool
  /// A point of a sweep has its results.
  package var isNeeded: Bool
  /// Something still has to be done for it: a message waits.
  package var isHeld: Bool

  package init(
    status: RunStatus, ended: Timestamp?, bytes: Int64 = 0, isNewest: Bool = false,
    isNeeded: Bool = false, isHeld: Bool = false
  ) {
    self.status = status
    self.ended = ended
    self.bytes = bytes
    self.isNewest = isNewest
    self.isNeeded = isNeeded
    self.isHeld = isHeld
  }

  fileprivate var canGo: Bool { status.isTerminal && ended != nil && !isHeld }
}

/// Which runs of one declaration are given up (product, section 8).
///
/// Runs that have not ended, that nobody can speak for, or about which a message waits stay.
package enum RetentionDecision {
  /// `retention.maxSizeMB` counts these.
  package static let bytesPerMB: Int64 = 1 << 20

  /// What a `retention` gives up: by age whatever is too old; by size, from what is left, first runs
  /// that a newer one replaced, then newest ones, at last those whose results a point has; the
  /// oldest first among equals, and never the one that ended last.
  ///
  /// - Returns: places in `runs`, in the order in which they go.
  package static func collected(
    _ runs: [RetainedRun], retention: Retention, now: Timestamp
  ) -> [(index: Int, reason: CollectionReason)] {
    let old = runs.indices.filter { isTooOld(runs[$0], retention, now) }
    let tooOld = inOrderOfEnd(old, runs).map { (index: $0, reason: CollectionReason.age) }
    guard let limit = retention.maxSizeMB else { return tooOld }
    let rest = Set(runs.indices).subtracting(old)
    let tooLarge = excess(rest, of: runs, over: Int64(clamping: limit).clampedBytes)
    return tooOld + tooLarge.map { (index: $0, reason: .size) }
  }

  /// What somebody who names runs gives up: all that have ended.
  ///
  /// - Parameter olderThan: only those that ended so many milliseconds ago; nil for all.
  package static func requested(
    _ runs: [RetainedRun], olderThan: Int64?, now: Timestamp
  ) -> [Int] {
    inOrderOfEnd(
      runs.indices.filter { index in
        guard runs[index].canGo, let ended = runs[index].ended else { return false }
        return olderThan.map { now.milliseconds(since: ended) > $0 } ?? true
      }, runs)
  }

  private static func isTooOld(
    _ run: RetainedRun, _ retention: Retention, _ now: Timestamp
  ) -> Bool {
    let limit: TimeSpan? =
      switch run.status {
      case .finished: retention.finished
      case .failed: retention.failed
      case .cancelled: retention.cancelled
      default: nil
      }
    guard run.canGo, let limit, let ended = run.ended else { return false }
    return now.milliseconds(since: ended) > Int64(limit.seconds) * 1000
  }

  private static func excess(
    _ kept: Set<Int>, of runs: [RetainedRun], over limit: Int64
  ) -> [Int] {
    var total = kept.reduce(Int64(0)) { $0 &+ runs[$1].bytes }
    guard total > limit else { return [] }
    var order = inOrderOfEnd(kept.filter { runs[$0].canGo }, runs)
    // A result that has just come is not taken away for being large.
    if kept.allSatisfy({ runs[$0].status.isTerminal }) { _ = order.popLast() }
    order.sort { (rank(runs[$0]), runs[$0].end, $0) < (rank(runs[$1]), runs[$1].end, $1) }
    var gone: [Int] = []
    for index in order where total > limit && runs[index].bytes > 0 {
      total -= runs[index].bytes
      gone.append(index)
    }
    return gone
  }

  private static func rank(_ run: RetainedRun) -> Int {
    run.isNeeded ? 2 : run.isNewest ? 1 : 0
  }

  private static func inOrderOfEnd(_ indices: some Sequence<Int>, _ runs: [RetainedRun]) -> [Int] {
    indices.sorted { (runs[$0].end, $0) < (runs[$1].end, $1) }
  }
}

extension RetainedRun {
  fileprivate var end: Int64 { ended?.milliseconds ?? .max }
}

extension Int64 {
  fileprivate var clampedBytes: Int64 {
    let (bytes, overflows) = multipliedReportingOverflow(by: RetentionDecision.bytesPerMB)
    return overflows ? .max : bytes
  }
}
