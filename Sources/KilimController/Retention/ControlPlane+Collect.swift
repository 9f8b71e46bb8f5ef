import KilimLifecycle
import KilimModel
import KilimStore
import KilimTransport

/// The end of runs' directories and rows (product, section 8); the ledger stays.
extension ControlPlane {
  /// What would be given up now. Nothing is changed, but that sizes are remembered.
  ///
  /// - Parameter measures: say also what each run's directories hold, and which stay.
  /// - Throws: `.notFound` for a name that no declaration and no run has.
  package func collectionPlan(
    _ request: CollectionRequest, measures: Bool, remembers: Bool = true
  ) throws(EngineError) -> CollectionPlan {
    let now = surroundings.now()
    var measured: [(run: RunID, bytes: Int64)] = []
    var plan = try read { reader throws(StoreError) in
      var planner = try CollectionPlanner(
        reader, now: now, stateDirectory: stateDirectory.path)
      var plan = CollectionPlan()
      plan.unfinished = try reader.unfinishedCollections().count
      plan.runs =
        request.isExplicit
        ? try planner.requested(request) : try planner.retained(labels: request.labels)
      measured = planner.measured
      if !request.isExplicit {
        plan.bundles = try UnusedBundles.find(
          in: snapshots.directory, reader, now: now
        ).map { UnusedBundle(path: $0.path, bytes: $0.byteCount()) }
      }
      return plan
    }
    if remembers, !measured.isEmpty {
      let sizes = measured
      try write { transaction throws(StoreError) in try transaction.noteBytes(sizes) }
    }
    if measures { plan.runs = try withBelongings(plan.runs) }
    return plan
  }

  private func withBelongings(_ runs: [CollectedRun]) throws(EngineError) -> [CollectedRun] {
    let belongings = try read { reader throws(StoreError) in
      try runs.map { run throws(StoreError) in
        try reader.belongings(of: run.id, stateDirectory.path)
      }
    }
    return ParallelMap.slices(
      of: Array(zip(runs, belongings)), threads: surroundings.facts.coreCount
    ) { slice in
      slice.map { run, belongings in
        var run = run
        run.bytes = belongings?.byteCount
        run.kept = belongings?.kept ?? []
        return run
      }
    }
  }

  /// Gives up what a plan says, as far as it still can go; carries on first what others began.
  package func collect(_ plan: CollectionPlan) throws(EngineError) -> CollectionOutcome {
    let collector = Collector(
      store: store, stateDirectory: stateDirectory.path, now: surroundings.now,
      threads: surroundings.facts.coreCount)
    return try collect(plan, by: collector)
  }

  func collect(
    _ plan: CollectionPlan, by collector: Collector
  ) throws(EngineError) -> CollectionOutcome {
    var outcome = try translated { () throws(StoreError) in try collector.collect(plan.runs) }
    // Only now it is known which bundles the last runs needed.
    let now = surroundings.now()
    let trees = try read { reader throws(StoreError) in
      try UnusedBundles.find(in: snapshots.directory, reader, now: now)
    }
    for tree in trees {
      do throws(TransferError) {
        outcome.bundles.append(UnusedBundle(path: tree.path, bytes: try tree.remove()))
      } catch {
        outcome.problems.append(error.message)
      }
    }
    return outcome
  }
}
