import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// While many runs are active, stores wait for each other this long: one sync for many runs.
  private static let groupMilliseconds: Int64 = 20
  private static let groupFromRuns = 32

  /// When what is unstored has to be stored.
  var flushDue: Int64 {
    if let pausedUntil { return pausedUntil }
    return runs.count < Self.groupFromRuns ? lastFlush : lastFlush + Self.groupMilliseconds
  }

  func flushWhenDue() throws(StoreError) {
    guard flushDue <= surroundings.sinceBoot() else { return }
    try flush()
  }

  /// Stores everything that happened, in one transaction, and then acts on it outside.
  ///
  /// A full disk pauses the engine: what happened stays in memory, and is stored when there is room.
  func flush() throws(StoreError) {
    guard !unstored.isEmpty else { return handOver() }
    lastFlush = surroundings.sinceBoot()
    do throws(StoreError) {
      try storeWhatFits()
      pausedUntil = nil
    } catch {
      guard error.mayPass else { throw error }
      return pause(error)
    }
    handOver()
  }

  private func storeWhatFits() throws(StoreError) {
    while !unstored.isEmpty {
      do throws(StoreError) {
        return try storeEvents()
      } catch {
        guard error.isOutdated, try dropOutdated() else { throw error }
      }
    }
  }

  private func storeEvents() throws(StoreError) {
    let progress = ProgressList()
    let lease = lease
    let started = try store.write { transaction throws(StoreError) in
      try transaction.confirm(lease)
      try transaction.record(unstored.updates) { transition in
        progress.note(transition)
        return deliveries(about: transition)
      }
      for (run, digest) in outputDigests { try transaction.setOutputDigest(run, digest) }
      return try startPoints(after: progress.transitions, transaction)
    }
    outputDigests.removeAll()
    unstored.removeAll()
    sweeps.startable = started.startable
    try report(progress.transitions)
    try take(started)
  }

  /// Another process changed a run meanwhile (replaced it, deleted it) so that what happened here
  /// does not fit any more: the stored state wins. False when all of it fits.
  private func dropOutdated() throws(StoreError) -> Bool {
    let updates = unstored.updates
    let outdated = try store.read { reader throws(StoreError) in
      var outdated: [(run: RunID, stored: RunRecord?)] = []
      for update in updates {
        let stored = try reader.run(update.run)
        if let stored, update.fits(stored.state) { continue }
        outdated.append((update.run, stored))
      }
      return outdated
    }
    unstored.remove(Set(outdated.map(\.run)))
    for (run, stored) in outdated {
      letGo(run, stored?.state)
      if let stored, !stored.state.status.isTerminal, let reloaded = ActiveRun(stored) {
        watch(reloaded)
      }
    }
    return !outdated.isEmpty
  }

  func pause(_ error: StoreError) {
    pausedUntil = surroundings.sinceBoot() + 1000
    observer.hindered(by: [error.message, error.advice].compactMap { $0 }.joined(separator: "; "))
  }

  /// Lets go of a run that another process ended or removed.
  ///
  /// - Parameter stored: nil when the run does not exist any more.
  func letGo(_ run: RunID, _ stored: RunState?) {
    guard let active = runs[run] else { return }
    active.worker?.raise()
    withdraw(active)
    outputDigests[run] = nil
    forget(run)
    somethingSettled = true
    workflows.isDue = true
    guard let stored else { return goal.drop(active.name) }
    goal.note(active.name, stored)
    guard stored.status != active.state.status else { return }
    observer.runsChanged([
      RunProgress(
        name: active.name, from: active.state.status, state: stored, time: surroundings.now())
    ])
  }

  /// Leaves a run alone that cannot go on, for a reason that nobody waits out.
  func giveUp(_ run: RunID) {
    guard let active = runs[run] else { return }
    forget(run)
    goal.drop(active.name)
  }

  /// Tells the watchers, and lets go of what has ended.
  private func report(_ transitions: [Transition]) throws(StoreError) {
    var progress: [RunProgress] = []
    var acknowledged = endedTokens
    endedTokens.removeAll()
    var moved: Set<ResourceName> = []
    for transition in transitions {
      guard let active = runs[transition.run] else { continue }
      if transition.after.status != transition.before.status {
        progress.append(
          RunProgress(
            name: active.name, from: transition.before.status, state: transition.after,
            time: transition.time))
      }
      if transition.before.isAtRest, !transition.after.isAtRest { goal.revive(active.name) }
      goal.note(active.name, transition.after)
      if !dependencies.isEmpty, transition.after.isAtRest || transition.before.isAtRest {
        moved.insert(active.owner.name.sweepPoint?.sweep ?? active.owner.name)
      }
      guard transition.after.isSettled, active.state.isSettled else { continue }
      if active.witness != .silent {
        acknowledged[executor(of: active), default: []].append(active.token)
      }
      if transition.after.status.isTerminal { forget(transition.run) }
      somethingSettled = true
      workflows.settled(active.owner, isLast: sweeps.active[active.owner.id] == nil)
    }
    acknowledge(acknowledged)
    if !moved.isEmpty { try noteDependencies(moved) }
    if !progress.isEmpty { observer.runsChanged(progress) }
  }

  func forget(_ run: RunID) {
    guard var active = runs.removeValue(forKey: run) else { return }
    giveRoomOfApp(&active)
    runOfToken[active.token] = nil
    dependencies.remove(.run(run))
    sweeps.end(active)
    if runOfOwner[active.owner.id] == run { runOfOwner[active.owner.id] = nil }
    if active.hasCapacity, let group = active.traits?.slotGroup { capacity.give(in: group) }
  }
}

extension StoreError {
  /// The same try may succeed later: someone makes room, or lets the state go.
  var mayPass: Bool {
    switch self {
    case .diskFull, .busy: true
    default: false
    }
  }

  /// What was to be stored does not fit what is stored.
  fileprivate var isOutdated: Bool {
    switch self {
    case .invalidTransition, .notFound: true
    default: false
    }
  }
}

extension RunUpdate {
  fileprivate func fits(_ stored: RunState) -> Bool {
    var state = stored
    for timed in events {
      guard let next = try? RunLifecycle.state(after: timed.event, in: state) else { return false }
      state = next
    }
    return true
  }
}

/// Collects the transitions of one transaction inside its closure.
private final class ProgressList {
  var transitions: [Transition] = []
  func note(_ transition: Transition) { transitions.append(transition) }
}
