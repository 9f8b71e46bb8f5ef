import KilimLifecycle
import KilimModel
import KilimStore

/// What sweeps depend on. A sweep has no run that could be BLOCKED; what is in its way is kept
/// beside it, in words, so that everybody sees it and those behind the sweep hear of it.
extension Engine {
  /// Has sweeps of which points could start wait for what they depend on.
  func gateSweeps(_ reader: StoreReader) throws(StoreError) {
    for sweep in sweeps.gated { dependencies.remove(.sweep(sweep)) }
    sweeps.gated.removeAll()
    for sweep in sweeps.startable where !sweep.settings.dependsOn.isEmpty {
      try dependencies.add(.sweep(sweep.id), for: sweep.settings.dependsOn) {
        name throws(StoreError) in
        try reader.dependencyState(of: name)
      }
      sweeps.gated.append(sweep.id)
    }
  }

  func gateMoved(ofSweep sweep: ObjectID, behind dependency: ResourceName) {
    guard let record = sweeps.startable.first(where: { $0.id == sweep }) else { return }
    switch dependencies.gate(of: .sweep(sweep)) {
    case .open, .waiting: goal.extend(by: RunName(whole: record.name), behind: dependency)
    case .closed: break
    }
  }

  /// Stores what is in the way of sweeps where that has changed, and tells those who wait for them.
  func keepObstacles() throws(StoreError) {
    var changed: [(sweep: SweepRecord, words: String?)] = []
    for sweep in sweeps.startable {
      let words = dependencies.gate(of: .sweep(sweep.id)).obstacle
      if words != sweep.obstacle { changed.append((sweep, words)) }
    }
    sweeps.obstaclesAreDue = false
    guard !changed.isEmpty else { return }
    do throws(StoreError) {
      let lease = lease
      try store.write { transaction throws(StoreError) in
        try transaction.confirm(lease)
        for (sweep, words) in changed { try transaction.setObstacle(sweep.id, words) }
      }
    } catch {
      guard error.mayPass else { throw error }
      sweeps.obstaclesAreDue = true
      return pause(error)
    }
    for (sweep, words) in changed { sweeps.setObstacle(sweep.id, words) }
    let states = try store.read { reader throws(StoreError) in try statesOfSweeps(reader) }
    for (name, state) in states { tell(name, state) }
    try noteDependencies(Set(changed.map(\.sweep.name)))
  }
}

extension RunGate {
  fileprivate var obstacle: String? {
    if case .closed(let words) = self { words } else { nil }
  }
}
