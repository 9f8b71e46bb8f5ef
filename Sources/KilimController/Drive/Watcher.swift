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
  func watch(until deadline: Timestamp?) throws(StoreError) -> Bool {
    while true {
      let now = surroundings.now()
      if try look(now: now) { return true }
      observer.tick(now: now)
      if interrupt.isRequested || deadline.map({ $0 <= now }) == true { return true }
      if try isPlaceFree() { return false }
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
    for name in goal.runs {
      if let state = states[name] {
        guard goal.isReached(by: state) else { return false }
      } else if try isComing(name) {
        return false
      }
    }
    return true
  }

  /// A run that does not exist yet, and that a waiting declaration will get.
  private func isComing(_ name: RunName) throws(StoreError) -> Bool {
    try store.read { reader throws(StoreError) in
      try reader.object(name.owner)?.updatePending ?? false
    }
  }

  private func isPlaceFree() throws(StoreError) -> Bool {
    guard let lease = try store.read({ reader throws(StoreError) in try reader.lease() }) else {
      return true
    }
    return !ProcessIdentity.isAlive(lease.holder, host: surroundings.facts.hostName)
  }
}
