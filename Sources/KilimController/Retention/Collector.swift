import KilimLifecycle
import KilimModel
import KilimStore
import KilimTransport

/// Gives runs up: claims them, removes their directories, then their rows. Each step may be
/// repeated, and whoever comes next carries on what was claimed.
struct Collector {
  /// Where a test lets it die.
  enum Step: Hashable, CaseIterable {
    case claimed, filesRemoved, rowsRemoved, documentsRemoved
  }

  /// One transaction for so many runs.
  static let batch = 2000

  let store: Store
  let stateDirectory: String
  let now: () -> Timestamp
  let threads: Int
  var reached: (Step) throws(StoreError) -> Void = { _ in }

  /// Collects what is wanted, after what others left unfinished.
  func collect(_ wanted: [CollectedRun]) throws(StoreError) -> CollectionOutcome {
    var outcome = CollectionOutcome()
    let left = try store.read { reader throws(StoreError) in
      try reader.unfinishedCollections().map { run throws(StoreError) in try reader.run(run) }
        .compactMap { $0.map { CollectedRun($0) } }
    }
    for batch in Self.batches(of: left) { try carryOut(batch, &outcome) }
    for batch in Self.batches(of: wanted) { try carryOut(claim(batch), &outcome) }
    if !outcome.runs.isEmpty { try store.removeUnusedDocuments() }
    try reached(.documentsRemoved)
    return outcome
  }

  private static func batches(of runs: [CollectedRun]) -> [[CollectedRun]] {
    stride(from: 0, to: runs.count, by: batch).map { start in
      Array(runs[start..<min(start + batch, runs.count)])
    }
  }

  private func claim(_ runs: [CollectedRun]) throws(StoreError) -> [CollectedRun] {
    let claimed = try store.write { transaction throws(StoreError) in
      try transaction.claim(
        runs.map { CollectionClaim(run: $0.id, reason: $0.reason) }, now: now())
    }
    try reached(.claimed)
    let known = Set(claimed)
    return runs.filter { known.contains($0.id) }
  }

  private func carryOut(
    _ runs: [CollectedRun], _ outcome: inout CollectionOutcome
  ) throws(StoreError) {
    let belongings = try store.read { reader throws(StoreError) in
      try runs.map { run throws(StoreError) in
        try reader.belongings(of: run.id, stateDirectory)
      }
    }
    let removed = ParallelMap.slices(of: Array(zip(runs, belongings)), threads: threads) {
      $0.map { Self.removed($0, $1) }
    }
    try reached(.filesRemoved)
    try store.write { transaction throws(StoreError) in
      try transaction.finishCollections(
        removed.filter { $0.problem == nil }.map { ($0.id, $0.bytes) })
    }
    try reached(.rowsRemoved)
    outcome.runs += removed
    outcome.problems += removed.compactMap(\.problem)
  }

  private static func removed(_ run: CollectedRun, _ belongings: RunBelongings?) -> CollectedRun {
    var run = run
    run.kept = belongings?.kept ?? []
    do throws(TransferError) {
      if let belongings { run.bytes = try belongings.remove() }
    } catch {
      run.problem = error.message
    }
    return run
  }
}

extension CollectedRun {
  /// One that somebody claimed.
  fileprivate init(_ run: RunRecord) {
    self.init(
      id: run.id, name: RunName(owner: run.owner.name, number: run.number), uuid: run.uuid,
      status: run.state.status, ended: run.updated, reason: run.collected?.reason ?? .request)
  }
}
