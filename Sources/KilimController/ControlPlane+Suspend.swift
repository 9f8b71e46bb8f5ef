import KilimLifecycle
package import KilimModel
import KilimStore

/// Holding the runs of objects back, and letting them go on.
extension ControlPlane {
  /// No run of the objects starts any more, and no point of the sweeps; what has been handed to the
  /// launcher goes on.
  package func suspend(_ names: [ResourceName]) throws(EngineError) -> [Change] {
    try setSuspended(names, true)
  }

  /// Runs of the objects may start again, unless a manifest holds them back.
  package func resume(_ names: [ResourceName]) throws(EngineError) -> [Change] {
    try setSuspended(names, false)
  }

  /// The newest runs of jobs, and sweeps as a whole, those that have not ended.
  package func heldRuns(of names: [ResourceName]) throws(EngineError) -> [RunName] {
    try read { reader throws(StoreError) in
      var runs: [RunName] = []
      for name in names {
        if [.sweep, .workflow].contains(name.kind), let state = try reader.wholeState(name) {
          if !state.isSettled { runs.append(RunName(whole: name)) }
          continue
        }
        guard let run = try reader.newestRun(of: name), !run.state.isSettled else { continue }
        runs.append(RunName(owner: name, number: run.number))
      }
      return runs
    }
  }

  private func setSuspended(
    _ names: [ResourceName], _ isHeld: Bool
  ) throws(EngineError) -> [Change] {
    try write { transaction throws(StoreError) in
      var changes: [Change] = []
      for name in names {
        guard let declaration = try transaction.declaration(name), !declaration.isDeleted else {
          throw .notFound("\(name)")
        }
        let isNew = try transaction.setSuspended(declaration.owner.id, by: .command, isHeld)
        if name.kind == .workflow { try transaction.suspendSteps(of: name, isHeld) }
        let isByManifest = try transaction.suspension(of: declaration.owner.id).contains(.manifest)
        var words = Self.words(isHeld, isNew: isNew, isByManifest: isByManifest)
        if isHeld, let points = try Self.words(ofSweep: name, transaction) { words = points }
        changes.append(
          Change(name: name, action: isNew ? .updated : .unchanged, reason: words))
      }
      return changes
    }
  }

  /// `suspended: 37 points wait; 4 that were launched run on`; nil for what is no sweep.
  private static func words(
    ofSweep name: ResourceName, _ reader: StoreReader
  ) throws(StoreError) -> String? {
    guard name.kind == .sweep, let sweep = try reader.sweep(name) else { return nil }
    let launched = try reader.activeRuns(ofSweep: sweep.id).count {
      !$0.state.isAtRest && $0.state.status.rawValue >= RunStatus.queued.rawValue
    }
    let held = sweep.counts.waiting + sweep.counts.active - launched
    let words = "suspended: \(held) \(held == 1 ? "point waits" : "points wait")"
    return launched == 0
      ? words : words + "; \(launched) that \(launched == 1 ? "was" : "were") launched run on"
  }

  private static func words(_ isHeld: Bool, isNew: Bool, isByManifest: Bool) -> String {
    switch (isHeld, isByManifest) {
    case (true, _): isNew ? "suspended: what has not been launched waits" : "suspended already"
    case (false, true): "its manifest says `suspend: true`; apply it without that"
    case (false, false): isNew ? "resumed" : "not suspended"
    }
  }
}

extension StoreTransaction {
  /// What was made of a workflow's steps is held back with it.
  fileprivate func suspendSteps(of name: ResourceName, _ isHeld: Bool) throws(StoreError) {
    guard let workflow = try workflow(name) else { return }
    for step in try steps(of: workflow.id) {
      guard let object = step.object else { continue }
      try setSuspended(object.id, by: .command, isHeld)
      if object.name.kind == .workflow { try suspendSteps(of: object.name, isHeld) }
    }
  }
}
