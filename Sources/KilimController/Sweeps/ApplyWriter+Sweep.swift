import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

extension ApplyWriter {
  /// Writes what applying decides of a sweep: its points alone, streamed; runs are the engine's.
  func write(
    _ entry: ApplyEntry, _ sweep: SweepFacts, _ comparison: SweepComparison, _ owner: RunOwner,
    _ transaction: StoreTransaction
  ) throws(StoreError) {
    if case .reject = comparison.change { return }
    if case .unchanged = comparison.change, sweep.inputs == nil { return }
    var changes: [(position: Int, before: PointState, after: PointState)] = []
    var seen = [Bool](repeating: false, count: sweep.table.total)
    var outdated: [(position: Int, index: Int)] = []
    _ = try planner.compare(
      entry, sweep, in: transaction,
      changed: { changes.append(($0, $1, $2)) }, seen: { seen[$0] = true },
      outdated: { outdated.append(($0, $1)) })
    for (position, index) in outdated {
      guard let digest = sweep.inputDigest(of: index) else { continue }
      try transaction.setPointInputs(owner.id, position, digest)
    }
    if case .unchanged = comparison.change { return }
    try transaction.putSweep(
      owner.id, sweep.settings(lastPosition: comparison.lastPosition),
      template: sweep.compiled.template, components: sweep.compiled.components.json.text)
    if changes.contains(where: { $0.after == .droppedCancelling && $0.before == .active }) {
      try cancelRuns(
        of: Set(changes.filter { $0.after == .droppedCancelling }.map(\.position)), owner.id,
        transaction)
    }
    for change in changes {
      try transaction.setPoint(owner.id, change.position, from: change.before, to: change.after)
    }
    try add(sweep, owner, seen, comparison.decision.newState, transaction)
    if comparison.tally.runs > 0 { try transaction.resumeSweep(owner.id) }
    try transaction.writePointCounts()
  }

  private func cancelRuns(
    of positions: Set<Int>, _ sweep: ObjectID, _ transaction: StoreTransaction
  ) throws(StoreError) {
    for run in try transaction.activeRuns(ofSweep: sweep)
    where positions.contains(run.owner.point) {
      _ = try transaction.requestCancel(run.id, now: now)
    }
  }

  private func add(
    _ sweep: SweepFacts, _ owner: RunOwner, _ seen: [Bool], _ state: PointState,
    _ transaction: StoreTransaction
  ) throws(StoreError) {
    let table = sweep.table
    guard seen.contains(false) else { return }
    try transaction.addPoints(to: owner.id, state: state) { adder throws(StoreError) in
      var index = 0
      try sweep.compiled.expansion.withChunks { chunk throws(StoreError) in
        for point in 0..<chunk.batch.count {
          defer { index += 1 }
          guard !seen[index], !table.isRepeated(index) else { continue }
          if let digest = sweep.inputDigest(of: index) {
            try transaction.setPointInputs(owner.id, adder.position, digest)
          }
          try add(chunk, point, adder)
        }
      }
    }
  }

  private func add(
    _ chunk: PointExpansion.Chunk, _ point: Int, _ adder: PointAdder
  ) throws(StoreError) {
    let range = chunk.batch.range(of: point)
    let result = chunk.identities.withUnsafeBytes { identities in
      chunk.batch.bytes.withUnsafeBufferPointer { texts -> Swift.Result<Void, StoreError> in
        do throws(StoreError) {
          try adder.add(
            identity: UnsafeRawBufferPointer(rebasing: identities[point * 16..<point * 16 + 16]),
            values: UnsafeBufferPointer(rebasing: texts[range]))
          return .success(())
        } catch {
          return .failure(error)
        }
      }
    }
    try result.get()
  }
}
