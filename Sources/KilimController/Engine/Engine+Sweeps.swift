import Glibc
import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// Makes runs of waiting points when nothing else is to be stored; otherwise the flush does it.
  func startPointsWhenIdle() throws(StoreError) {
    if sweeps.obstaclesAreDue, pausedUntil == nil { try keepObstacles() }
    guard unstored.isEmpty, pausedUntil == nil, !roomForPoints(ended: [:]).isEmpty else { return }
    do throws(StoreError) {
      let lease = lease
      let started = try store.write { transaction throws(StoreError) in
        try transaction.confirm(lease)
        return try startPoints(after: [], transaction)
      }
      sweeps.startable = started.startable
      try take(started)
    } catch {
      guard error.mayPass else { throw error }
      pause(error)
    }
  }

  /// What a transaction that may start points leaves behind.
  struct StartedPoints {
    var startable: [SweepRecord] = []
    var states: [(name: ResourceName, state: RunState)] = []
    var count = 0
    /// Sweeps of which points got runs, or results.
    var begun: Set<ResourceName> = []
    /// What subscribers are told.
    var messages = SweepDigests.Outcome()
  }

  /// Makes runs of waiting points, as many as there is room for, in the transaction in which runs
  /// ended; and looks at the sweeps that are waited for.
  func startPoints(
    after transitions: [Transition], _ transaction: StoreTransaction
  ) throws(StoreError) -> StartedPoints {
    var ended: [ObjectID: Int] = [:]
    for transition in transitions where transition.after.isAtRest || transition.before.isAtRest {
      guard let owner = runs[transition.run]?.owner, owner.point > 0 else { continue }
      ended[owner.id, default: 0] += transition.after.status.isTerminal ? 1 : 0
    }
    try transaction.writePointCounts()
    var started = StartedPoints(startable: sweeps.startable)
    for (sweep, room) in roomForPoints(ended: ended) {
      let count = try transaction.startPoints(
        of: sweep.id, most: room, fresh: { FreshRun(surroundings) },
        isReusable: { run throws(StoreError) in
          try Self.hasOutputs(run, transaction)
        })
      started.count += count
      if count > 0 { started.begun.insert(sweep.name) }
    }
    if started.count > 0 || !ended.isEmpty {
      started.startable = try transaction.startableSweeps()
    }
    guard started.count > 0 || !ended.isEmpty else { return started }
    let digests = SweepDigests(
      now: surroundings.now(), looksForLost: transitions.contains { $0.after.isLost })
    started.messages = try digests.write(in: transaction)
    started.states = try statesOfSweeps(transaction)
    return started
  }

  /// Takes over what such a transaction did, once it is stored.
  func take(_ started: StartedPoints) throws(StoreError) {
    take(started.messages)
    if started.count > 0 {
      try watchNewRuns()
      workflows.isDue = true
    }
    for (name, state) in started.states { tell(name, state) }
    // All its points may have results already.
    try noteDependencies(started.begun)
  }

  /// Tells what other processes did to sweeps, and what an engine that was killed had no time for.
  func tellSubscribersOfSweeps() throws(StoreError) {
    let now = surroundings.now()
    guard let due = sweeps.messagesDue, due <= now, pausedUntil == nil else { return }
    let (lease, digests) = (lease, SweepDigests(now: now))
    do throws(StoreError) {
      let outcome = try store.write { transaction throws(StoreError) in
        try transaction.confirm(lease)
        return try digests.write(in: transaction)
      }
      sweeps.messagesDue = nil
      take(outcome)
    } catch {
      guard error.mayPass else { throw error }
      pause(error)
    }
  }

  private func take(_ outcome: SweepDigests.Outcome) {
    if outcome.hasMessages { outbox.next = surroundings.now() }
    guard let next = outcome.next else { return }
    sweeps.messagesDue = min(sweeps.messagesDue ?? next, next)
  }

  /// Looks at the sweeps that are waited for; others may have changed them.
  func lookAtSweeps(_ reader: StoreReader) throws(StoreError) {
    sweeps.messagesDue = try SweepDigests(now: surroundings.now()).next(reader)
    sweeps.startable = try reader.startableSweeps()
    try gateSweeps(reader)
    for sweep in sweeps.startable where sweeps.templates[sweep.id]?.key != sweep.templateKey {
      sweeps.templates[sweep.id] = SweepBoard.Template(
        key: sweep.templateKey, plan: try reader.plan(ofSweep: sweep.id))
    }
  }

  /// Of those that are waited for.
  func statesOfSweeps(
    _ reader: StoreReader
  ) throws(StoreError) -> [(name: ResourceName, state: RunState)] {
    var states: [(name: ResourceName, state: RunState)] = []
    for name in goal.wholes where name.kind == .sweep {
      if let state = try reader.sweepState(name) { states.append((name, state)) }
    }
    return states
  }

  func tell(_ name: ResourceName, _ state: RunState) {
    let whole = RunName(whole: name)
    goal.note(whole, state)
    let from = sweeps.told[name] ?? .pending
    sweeps.told[name] = state.status
    observer.runsChanged([
      RunProgress(name: whole, from: from, state: state, time: surroundings.now())
    ])
  }

  private func roomForPoints(ended: [ObjectID: Int]) -> [(sweep: SweepRecord, room: Int)] {
    var rooms: [(SweepRecord, Int)] = []
    for sweep in sweeps.startable
    where sweep.obstacle == nil && dependencies.gate(of: .sweep(sweep.id)) == .open {
      let group = sweeps.templates[sweep.id]?.slotGroup ?? ""
      let room = sweeps.room(
        for: sweep, slots: min(slots.count(of: group), 4096), ended: ended[sweep.id] ?? 0)
      if room > 0 { rooms.append((sweep, room)) }
    }
    return rooms
  }

  private func watchNewRuns() throws(StoreError) {
    var found: [(record: RunRecord, plan: String?)] = []
    let first = newestRun
    try store.read { reader throws(StoreError) in
      try reader.activeRuns(after: first) { record throws(StoreError) in
        // Its turn comes at once: one reading for the plans of all.
        found.append((record, try reader.plan(of: record.id)))
      }
    }
    for (record, plan) in found {
      newestRun = max(newestRun, record.id)
      guard var active = ActiveRun(record) else { continue }
      if let plan = plan.flatMap(RunPlan.init(storedText:)) { active.hold(plan) }
      watch(active)
    }
  }

  /// Whether the outputs of a run that finished are still where they were left.
  private static func hasOutputs(
    _ run: RunID, _ reader: StoreReader
  ) throws(StoreError) -> Bool {
    guard let text = try reader.plan(of: run), let value = try? JSONValue(reading: text),
      let plan = RunPlan(json: value), plan.archive.mode != .never
    else { return false }
    return access(plan.archive.directory, F_OK) == 0
  }
}

extension StoreReader {
  /// The plan of a sweep's template, without the values of any point.
  func plan(ofSweep sweep: ObjectID) throws(StoreError) -> RunPlan? {
    guard let text = try templatePlan(of: sweep), let value = try? JSONValue(reading: text) else {
      return nil
    }
    return RunPlan(json: value)
  }
}
