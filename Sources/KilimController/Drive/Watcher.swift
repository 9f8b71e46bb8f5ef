import Glibc
import KilimLifecycle
import KilimModel
import KilimStore

/// Watches runs that another process drives.
final class Watcher {
  private let store: Store
  private let surroundings: Surroundings
  private let observer: any RunObserver
  private let interrupt: Interrupt
  private let goal: DriveGoal
  private var known: [RunName: RunState] = [:]
  private var version: Int?

  init(
    store: Store, surroundings: Surroundings, observer: any RunObserver, interrupt: Interrupt,
    goal: DriveGoal
  ) {
    self.store = store
    self.surroundings = surroundings
    self.observer = observer
    self.interrupt = interrupt
    self.goal = goal
  }

  /// Watches until the goal is reached, an interrupt or the deadline: true. False when the other
  /// engine has ended, so that its place is free.
  ///
  /// - Parameter deadline: in milliseconds since boot; nil to wait as long as it takes.
  func watch(until deadline: Int64?) throws(StoreError) -> Bool {
    while true {
      let now = surroundings.now()
      if try look(now: now) { return true }
      observer.tick(now: now)
      if interrupt.isRequested || deadline.map({ $0 <= surroundings.sinceBoot() }) == true {
        return true
      }
      if try isPlaceFree(now: now) { return false }
      var descriptor = pollfd(
        fd: interrupt.wakeup.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&descriptor, 1, 50)
      interrupt.wakeup.clear()
    }
  }

  /// True when the goal is reached.
  private func look(now: Timestamp) throws(StoreError) -> Bool {
    let seen = try store.dataVersion()
    guard seen != version else { return false }
    version = seen
    let states = try store.read { reader throws(StoreError) in
      try reader.states(of: goal.runs)
    }
    var progress: [RunProgress] = []
    for (name, state) in states where known[name]?.status != state.status {
      let from = known[name]?.status ?? .pending
      if from != state.status {
        progress.append(RunProgress(name: name, from: from, state: state, time: now))
      }
    }
    known = states
    if !progress.isEmpty { observer.runsChanged(progress) }
    guard states.values.allSatisfy({ goal.isReached(by: $0) }) else { return false }
    return try store.read { reader throws(StoreError) in
      try reader.comingRuns(among: goal.runs.filter { states[$0] == nil }).isEmpty
    }
  }

  private func isPlaceFree(now: Timestamp) throws(StoreError) -> Bool {
    guard let lease = try store.read({ reader throws(StoreError) in try reader.lease() }) else {
      return true
    }
    let host = surroundings.facts.hostName
    guard lease.holder.host == host else {
      // Nobody sees the processes of another host: only the age of its lease tells.
      return now.milliseconds(since: lease.renewed) >= Store.foreignLeaseSeconds * 1000
    }
    return !ProcessIdentity.isAlive(lease.holder, host: host)
  }
}
