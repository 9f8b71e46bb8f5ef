import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  /// Makes the runs that waited behind runs which have now settled.
  func followUp() throws(StoreError) {
    let isDue = followUpDue.map { $0 <= surroundings.sinceBoot() } ?? false
    guard somethingSettled || isDue else { return }
    somethingSettled = false
    followUpDue = nil
    let waiting = try store.read { reader throws(StoreError) in
      try reader.updatePendingObjects().filter { !isBusy($0.id) }.map {
        object throws(StoreError) in (object, try reader.stepValues(of: object.id))
      }
    }
    guard !waiting.isEmpty else { return }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try StoredCatalog.load(
        from: store, facts: surroundings.facts, stateDirectory: stateDirectory))
    for (object, values) in waiting { try followUp(object, values, factory) }
    try lookAtStore()
  }

  private func isBusy(_ owner: ObjectID) -> Bool {
    guard let run = runOfOwner[owner], let active = runs[run] else { return false }
    return !active.state.isSettled
  }

  private func followUp(
    _ object: ObjectRecord, _ values: String?, _ factory: RunFactory
  ) throws(StoreError) {
    do throws(StoreError) {
      guard let job = compile(object, values, factory) else { return }
      try makeRun(job, of: object, factory)
    } catch {
      guard error.mayPass else { throw error }
      observer.hindered(by: error.message)
      followUpLater()
    }
  }

  private func followUpLater() { followUpDue = surroundings.sinceBoot() + 1000 }

  /// Nil, after saying why, when the declaration cannot become a run now.
  private func compile(
    _ object: ObjectRecord, _ values: String?, _ factory: RunFactory
  ) -> CompiledJob? {
    guard let spec = SpecCoding.jobSpec(fromJSON: object.content.spec) else {
      refuse(object, "it cannot be read")
      return nil
    }
    let compiled = factory.compile(spec, of: object, stepValues: values)
    guard let job = compiled.job else {
      refuse(
        object, compiled.diagnostics.first { $0.severity == .error }?.message ?? "it is invalid")
      return nil
    }
    guard let image = job.plan.bundle else { return job }
    do throws(TransferError) {
      try snapshots.store(image)
      return job
    } catch {
      observer.hindered(by: "the bundle of \(object.name) cannot be kept: \(error.message)")
      followUpLater()
      return nil
    }
  }

  /// Only another apply can help: nobody may wait for it here.
  private func refuse(_ object: ObjectRecord, _ words: String) {
    observer.hindered(
      by: "the new declaration of \(object.name) cannot run: \(words); apply it again")
    goal.dropComing(of: object.name)
  }

  private func makeRun(
    _ job: CompiledJob, of object: ObjectRecord, _ factory: RunFactory
  ) throws(StoreError) {
    let lease = lease
    let isMade = try store.write { transaction throws(StoreError) in
      try transaction.confirm(lease)
      guard let declaration = try transaction.declaration(object.name), !declaration.isDeleted,
        declaration.updatePending
      else { return true }
      // Others may have written since the declaration was read: then it is read again.
      guard declaration.specDigest == object.specDigest,
        try transaction.newestRun(of: object.name)?.state.isSettled ?? true
      else { return false }
      if let newest = declaration.newestRun {
        try transaction.abandonIfLost(newest.id, job.plan.created)
      }
      try transaction.insertRuns([factory.newRun(job, owner: declaration.owner)])
      try transaction.setUpdatePending(object.id, false)
      return true
    }
    if !isMade { followUpLater() }
  }
}
