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
    let moment = surroundings.sinceBoot()
    if moment - lastRenewal >= Self.renewalSeconds * 1000 {
      lastRenewal = moment
      try renewLease(now: now)
    }
    guard moment - lastLook >= 100 else { return }
    lastLook = moment
    watchPostponed()
    let version = try store.dataVersion()
    guard version != knownVersion else { return }
    workflows.someoneWrote()
    try lookAtStore()
    try goal.resolveAbsent(in: store)
  }

  private func watchPostponed() {
    guard !postponed.isEmpty else { return }
    let waiting = postponed
    postponed.removeAll()
    for run in waiting {
      if let active = runs[run] { watch(active) }
    }
  }

  /// Takes new runs, wishes to cancel, copies to repeat and changed definitions from the store.
  func lookAtStore() throws(StoreError) {
    knownVersion = try store.dataVersion()
    var found: [RunRecord] = []
    var cancelled: [RunID] = []
    var repeated: [RunRecord] = []
    var appLimits: [String: Int] = [:]
    var states: [(name: ResourceName, state: RunState)] = []
    let first = newestRun
    try store.read { reader throws(StoreError) in
      try reader.activeRuns(after: first) { record throws(StoreError) in found.append(record) }
      cancelled = try reader.cancelRequests()
      var filter = RunFilter()
      filter.statuses = [.archiving]
      repeated = try reader.runs(filter)
      suspended = try reader.suspendedObjects()
      let definitions = try reader.definitions()
      slots = SlotTable(definitions, cores: surroundings.facts.coreCount)
      appLimits = AppLimits.declared(definitions)
      outbox.next = try reader.nextDeliveryTime()
      try lookAtSweeps(reader)
      states = try statesOfSweeps(reader)
    }
    apps.setLimits(appLimits)
    for (name, state) in states { tell(name, state) }
    var replaced: [RunID] = []
    for record in found {
      newestRun = max(newestRun, record.id)
      guard let active = ActiveRun(record) else {
        observer.hindered(by: "run \(record.displayName) is damaged; run `kilim doctor`")
        goal.drop(RunName(owner: record.owner.name, number: record.number))
        continue
      }
      if let older = olderRun(of: record) { replaced.append(older) }
      watch(active)
    }
    try letGoOfReplaced(replaced)
    for record in repeated where runs[record.id] == nil {
      if let active = ActiveRun(record) { watch(active) }
    }
    for run in cancelled { wantCancelled(run) }
    touchSuspended()
    try noteAllDependencies()
    updateSlots()
  }

  /// Of a point there is one only after somebody asked for another run.
  private func olderRun(of record: RunRecord) -> RunID? {
    guard record.owner.point > 0 else { return runOfOwner[record.owner.id] }
    guard record.number > 1 else { return nil }
    return runs.values.first { $0.owner == record.owner && $0.number < record.number }?.id
  }

  /// A new run of the same declaration may have ended the older one: replaced, or given up.
  private func letGoOfReplaced(_ older: [RunID]) throws(StoreError) {
    for run in older {
      let stored = try store.read { reader throws(StoreError) in try reader.run(run) }
      if stored?.state.status.isTerminal ?? true { letGo(run, stored?.state) }
    }
  }

  /// Takes a run into the engine's care; again for one whose plan could not be read.
  func watch(_ active: ActiveRun) {
    if runs.updateValue(active, forKey: active.id) == nil { sweeps.begin(active.owner) }
    if active.owner.point == 0 { runOfOwner[active.owner.id] = active.id }
    if active.state.status == .pending, !active.state.cancelRequested {
      if let time = active.notBefore, time > surroundings.now() {
        delay(active.id, until: time)
      } else {
        admission.append(active.id, priority: active.priority)
        hasNews = true
      }
      return
    }
    if active.state.status.takesCapacity, !active.hasCapacity, let plan = loadPlan(of: active.id) {
      let group = SlotGroup.name(of: plan)
      prepareSlots(of: group)
      capacity.count(in: group)
      runs[active.id]?.hasCapacity = true
      countRoomOfApp(active.id, plan)
      if active.state.status.rawValue >= RunStatus.queued.rawValue { runs[active.id]?.plan = nil }
    }
    if active.state.isBehindHost, active.traits == nil {
      _ = loadPlan(of: active.id)
      runs[active.id]?.plan = nil
    }
    if active.state.status == .blocked, active.state.condition == .dependencyFailed,
      let plan = loadPlan(of: active.id)
    {
      _ = awaitsDependencies(active.id, plan.dependsOn)
      runs[active.id]?.plan = nil
    }
    awaitRuntime(of: active.id)
    touched.append(active.id)
  }

  /// Runs that are to be held back, or to go on, since somebody else wrote so.
  private func touchSuspended() {
    let wanted = suspended
    guard wanted != knownSuspended else { return }
    for (run, active) in runs
    where wanted.contains(active.owner.id) != knownSuspended.contains(active.owner.id) {
      touched.append(run)
    }
    knownSuspended = wanted
    touched.sort()
  }

  private func wantCancelled(_ run: RunID) {
    guard let active = runs[run], !active.state.cancelRequested else { return }
    runs[run]?.state.cancelRequested = true
    touched.append(run)
  }

  private func updateSlots() {
    for (group, count) in capacity.allSlots where slots.count(of: group) != count {
      tellSlots(slots.count(of: group), of: group)
    }
    tellQueueLimits()
  }

  private func renewLease(now: Timestamp) throws(StoreError) {
    let lease = lease
    do throws(StoreError) {
      try store.renewLease(lease, now: now)
    } catch {
      guard error.mayPass else { throw error }
      observer.hindered(by: error.message)
    }
  }
}
