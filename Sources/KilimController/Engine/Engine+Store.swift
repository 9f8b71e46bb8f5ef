import KilimLaunch
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  private static let renewalSeconds: Int64 = 10

  /// Looks at what other processes wrote, at most every 100 ms, and keeps the lease.
  func lookAround(now: Timestamp) throws(StoreError) {
    if now.milliseconds(since: lastRenewal) >= Self.renewalSeconds * 1000 {
      lastRenewal = now
      try renewLease(now: now)
    }
    // A clock that jumped back must not blind the engine.
    let elapsed = now.milliseconds(since: lastLook)
    guard elapsed >= 100 || elapsed < 0 else { return }
    lastLook = now
    let version = try store.dataVersion()
    guard version != knownVersion else { return }
    try lookAtStore()
  }

  /// Takes new runs, wishes to cancel, copies to repeat and changed definitions from the store.
  func lookAtStore() throws(StoreError) {
    knownVersion = try store.dataVersion()
    var found: [RunRecord] = []
    var cancelled: [RunID] = []
    var repeated: [RunRecord] = []
    let first = newestRun
    try store.read { reader throws(StoreError) in
      try reader.activeRuns(after: first) { record throws(StoreError) in found.append(record) }
      cancelled = try reader.cancelRequests()
      var filter = RunFilter()
      filter.statuses = [.archiving]
      repeated = try reader.runs(filter)
      slots = SlotTable(try reader.definitions(), cores: surroundings.facts.coreCount)
      outbox.next = try reader.nextDeliveryTime()
    }
    for record in found {
      newestRun = max(newestRun, record.id)
      guard let active = ActiveRun(record) else {
        observer.hindered(by: "run \(record.displayName) is damaged; run `kilim doctor`")
        continue
      }
      watch(active)
    }
    for record in repeated where runs[record.id] == nil {
      if let active = ActiveRun(record) { watch(active) }
    }
    for run in cancelled { wantCancelled(run) }
    updateSlots()
  }

  /// Takes a run into the engine's care.
  func watch(_ active: ActiveRun) {
    runs[active.id] = active
    if active.state.status == .pending, !active.state.cancelRequested {
      admission.append(active.id)
      return
    }
    if active.state.status.takesCapacity, let plan = loadPlan(of: active.id) {
      prepareSlots(of: plan.execSystemId)
      capacity.count(in: plan.execSystemId)
      runs[active.id]?.hasCapacity = true
      if active.state.status.rawValue >= RunStatus.queued.rawValue { runs[active.id]?.plan = nil }
    }
    touched.append(active.id)
  }

  private func wantCancelled(_ run: RunID) {
    guard let active = runs[run], !active.state.cancelRequested else { return }
    runs[run]?.state.cancelRequested = true
    touched.append(run)
  }

  private func updateSlots() {
    for (system, count) in capacity.allSlots where slots.count(of: system) != count {
      tellSlots(slots.count(of: system), of: system)
    }
  }

  private func renewLease(now: Timestamp) throws(StoreError) {
    let lease = lease
    do throws(StoreError) {
      try store.renewLease(lease, now: now)
    } catch {
      switch error {
      case .diskFull, .busy: observer.hindered(by: error.message)
      default: throw error
      }
    }
  }

  /// Makes the runs that waited behind runs which have now settled.
  func followUp() throws(StoreError) {
    guard somethingSettled else { return }
    somethingSettled = false
    var waiting = try store.read { reader throws(StoreError) in
      try reader.updatePendingObjects()
    }
    guard !waiting.isEmpty else { return }
    let active = Set(runs.values.lazy.filter { !$0.state.isSettled }.map(\.owner.id))
    waiting.removeAll { active.contains($0.id) }
    guard !waiting.isEmpty else { return }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try StoredCatalog.load(
        from: store, facts: surroundings.facts, stateDirectory: stateDirectory))
    for object in waiting { try makeRun(of: object, factory) }
    try lookAtStore()
  }

  private func makeRun(of object: ObjectRecord, _ factory: RunFactory) throws(StoreError) {
    guard let spec = SpecCoding.jobSpec(fromJSON: object.content.spec) else { return }
    let compiled = factory.compile(
      spec, metadata: StoredMetadata.read(object), source: nil,
      directory: object.content.source?.directory ?? "/")
    guard let job = compiled.job else {
      let words = compiled.diagnostics.first { $0.severity == .error }?.message ?? "it is invalid"
      observer.hindered(
        by: "the new declaration of \(object.name) cannot run: \(words); apply it again")
      return
    }
    if let image = job.plan.image {
      do throws(TransferError) {
        try snapshots.store(image)
      } catch {
        observer.hindered(by: "the bundle of \(object.name) cannot be kept: \(error.message)")
        return
      }
    }
    try store.write { transaction throws(StoreError) in
      guard let owner = try transaction.declaration(object.name)?.owner else { return }
      try transaction.insertRuns([factory.newRun(job, owner: owner)])
      try transaction.setUpdatePending(object.id, false)
    }
  }
}
