import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// While many runs are active, stores wait for each other this long: one sync for many runs.
  private static let groupMilliseconds: Int64 = 12
  private static let groupFromRuns = 32

  /// When what is unstored has to be stored.
  var flushDue: Timestamp {
    if let pausedUntil { return pausedUntil }
    return runs.count < Self.groupFromRuns
      ? lastFlush : lastFlush.adding(milliseconds: Self.groupMilliseconds)
  }

  func flushWhenDue() throws(StoreError) {
    guard flushDue <= surroundings.now() else { return }
    try flush()
  }

  /// Stores everything that happened, in one transaction, and then acts on it outside.
  ///
  /// A full disk pauses the engine: what happened stays in memory, and is stored when there is room.
  func flush() throws(StoreError) {
    guard !unstored.isEmpty else { return handOver() }
    lastFlush = surroundings.now()
    do throws(StoreError) {
      try storeEvents()
      pausedUntil = nil
    } catch {
      switch error {
      case .diskFull, .busy: return pause(error)
      case .invalidTransition, .notFound: try dropOutdated()
      default: throw error
      }
    }
    handOver()
  }

  private func storeEvents() throws(StoreError) {
    let progress = ProgressList()
    let lease = lease
    try store.write { transaction throws(StoreError) in
      try transaction.confirm(lease)
      try transaction.record(unstored.updates) { transition in
        progress.note(transition)
        return deliveries(about: transition)
      }
      for (run, digest) in outputDigests { try transaction.setOutputDigest(run, digest) }
    }
    outputDigests.removeAll()
    unstored.removeAll()
    report(progress.transitions)
  }

  /// Another process changed a run meanwhile (replaced it, deleted it) so that what happened here
  /// does not fit any more: the stored state wins.
  private func dropOutdated() throws(StoreError) {
    let updates = unstored.updates
    unstored.removeAll()
    for update in updates {
      let stored = try store.read { reader throws(StoreError) in try reader.run(update.run) }
      guard let stored else {
        forget(update.run)
        continue
      }
      var state = stored.state
      var fits = true
      for timed in update.events {
        guard let next = try? RunLifecycle.state(after: timed.event, in: state) else {
          fits = false
          break
        }
        state = next
      }
      if fits {
        for timed in update.events { unstored.append(timed.event, of: update.run, at: timed.time) }
      } else if let active = runs[update.run] {
        submissions.removeAll { $0.token == active.token }
        forget(update.run)
        if stored.state.status.isTerminal {
          goal.note(active.name, stored.state)
        } else if let reloaded = ActiveRun(stored) {
          watch(reloaded)
        }
      }
    }
    guard !unstored.isEmpty else { return }
    try storeEvents()
  }

  private func pause(_ error: StoreError) {
    pausedUntil = surroundings.now().adding(seconds: 1)
    observer.hindered(by: [error.message, error.advice].compactMap { $0 }.joined(separator: "; "))
  }

  /// Tells the watchers, and lets go of what has ended.
  private func report(_ transitions: [Transition]) {
    var progress: [RunProgress] = []
    var acknowledged: [LaunchToken] = []
    for transition in transitions {
      guard let active = runs[transition.run] else { continue }
      if transition.after.status != transition.before.status {
        progress.append(
          RunProgress(
            name: active.name, from: transition.before.status, state: transition.after,
            time: transition.time))
      }
      goal.note(active.name, transition.after)
      guard transition.after.isSettled, active.state.isSettled else { continue }
      if active.witness != .silent { acknowledged.append(active.token) }
      if transition.after.status.isTerminal { forget(transition.run) }
      somethingSettled = true
    }
    acknowledge(acknowledged)
    observer.runsChanged(progress)
  }

  func forget(_ run: RunID) {
    guard let active = runs.removeValue(forKey: run) else { return }
    runOfToken[active.token] = nil
    if active.hasCapacity, let system = active.traits?.execSystemId { capacity.give(in: system) }
  }
}

/// Collects the transitions of one transaction inside its closure.
private final class ProgressList {
  var transitions: [Transition] = []
  func note(_ transition: Transition) { transitions.append(transition) }
}
