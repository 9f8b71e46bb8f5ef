import KilimLifecycle
import KilimModel
import KilimStore

@testable import KilimController

/// Lives of points that are only written down: nothing is launched.
extension Scene {
  /// Makes runs of waiting points, and takes them as far as a running program.
  func start(_ most: Int, of sweep: ResourceName) throws {
    let surroundings = plane.surroundings
    try plane.store.write { transaction throws(StoreError) in
      guard let record = try transaction.sweep(sweep) else { throw .notFound("\(sweep)") }
      try transaction.startPoints(
        of: record.id, most: most, fresh: { FreshRun(surroundings) },
        isReusable: { _ throws(StoreError) in false })
    }
    try advance(sweep) { $0.status == .pending ? Self.launched : [] }
  }

  /// Ends every run of a sweep that has been started or is being cancelled.
  func end(_ sweep: ResourceName, code: Int32 = 0) throws {
    try advance(sweep) { state in
      if state.cancelRequested { return [.cancelled] }
      return state.status == .running ? Self.end(code) : []
    }
  }

  private func advance(_ sweep: ResourceName, _ events: (RunState) -> [RunEvent]) throws {
    let now = clock.now
    try plane.store.write { transaction throws(StoreError) in
      guard let record = try transaction.sweep(sweep) else { return }
      for run in try transaction.activeRuns(ofSweep: record.id) {
        let next = events(run.state)
        guard !next.isEmpty else { continue }
        try transaction.record([
          RunUpdate(run: run.id, events: next.map { TimedEvent($0, at: now) })
        ])
      }
      try transaction.writePointCounts()
    }
  }

  /// Of all points that ever were, by position.
  func states(of sweep: ResourceName) throws -> [PointState] {
    try plane.store.read { reader throws(StoreError) in
      var states: [PointState] = []
      guard let record = try reader.sweep(sweep) else { return [] }
      try reader.scanPoints(of: record.id) { _, state, _ in states.append(state) }
      return states
    }
  }

  /// The ledger of every point of a sweep.
  func pointLedger(of sweep: ResourceName) throws -> [LedgerEntry] {
    let count = try states(of: sweep).count
    return try plane.store.read { reader throws(StoreError) in
      var entries: [LedgerEntry] = []
      for position in 1..<(count + 1) { entries += try reader.ledger(of: sweep.point(position)) }
      return entries
    }
  }
}
