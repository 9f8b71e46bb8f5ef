import KilimLifecycle
import KilimModel
import KilimStore

/// Runs and sweeps that wait for other objects, and how those stand. A change of one of them costs
/// what it changes: each of its dependants is looked at once.
struct DependencyBoard {
  enum Waiter: Hashable {
    case run(RunID)
    /// All points that have no run yet.
    case sweep(ObjectID)

    fileprivate var order: (Int, Int64) {
      switch self {
      case .sweep(let sweep): (0, sweep.rawValue)
      case .run(let run): (1, run.rawValue)
      }
    }
  }

  private struct Dependency {
    var state: DependencyState
    var waiters: Set<Waiter>
  }

  fileprivate struct Wait {
    var names: [ResourceName]
    var unfinished = 0
    var stuck = 0
  }

  private var dependencies: [ResourceName: Dependency] = [:]
  private var waits: [Waiter: Wait] = [:]

  var isEmpty: Bool { waits.isEmpty }

  /// All objects that somebody waits for.
  var names: [ResourceName] { Array(dependencies.keys) }

  func isWaitedFor(_ name: ResourceName) -> Bool { dependencies[name] != nil }

  func holds(_ waiter: Waiter) -> Bool { waits[waiter] != nil }

  /// Has a waiter wait for objects; nothing when all have finished.
  mutating func add(
    _ waiter: Waiter, for names: [ResourceName],
    state: (ResourceName) throws(StoreError) -> DependencyState
  ) throws(StoreError) {
    var states: [(ResourceName, DependencyState)] = []
    var wait = Wait(names: names)
    for name in names {
      let now: DependencyState
      if let known = dependencies[name]?.state { now = known } else { now = try state(name) }
      states.append((name, now))
      wait.count(now, 1)
    }
    guard wait.unfinished > 0 else { return }
    for (name, now) in states {
      dependencies[name, default: Dependency(state: now, waiters: [])].waiters.insert(waiter)
    }
    waits[waiter] = wait
  }

  /// Takes in how an object stands now.
  ///
  /// - Returns: whom this opens, closes or reopens, sweeps first, in the order of their keys.
  mutating func note(_ name: ResourceName, _ state: DependencyState) -> [Waiter] {
    guard let before = dependencies[name]?.state, before != state else { return [] }
    dependencies[name]?.state = state
    var changed: [Waiter] = []
    for waiter in dependencies[name]?.waiters ?? [] {
      guard var wait = waits[waiter] else { continue }
      let wasStuck = wait.stuck > 0
      wait.count(before, -1)
      wait.count(state, 1)
      waits[waiter] = wait
      if wait.unfinished == 0 || wasStuck != (wait.stuck > 0) { changed.append(waiter) }
    }
    return changed.sorted { $0.order < $1.order }
  }

  /// Open for one that waits for nothing.
  func gate(of waiter: Waiter) -> RunGate {
    guard let wait = waits[waiter], wait.unfinished > 0 else { return .open }
    guard wait.stuck > 0 else { return .waiting }
    for name in wait.names {
      if case .stuck(let obstacle)? = dependencies[name]?.state {
        return .closed("it depends on \(obstacle.words(name))")
      }
    }
    return .waiting
  }

  mutating func remove(_ waiter: Waiter) {
    guard let wait = waits.removeValue(forKey: waiter) else { return }
    for name in wait.names {
      dependencies[name]?.waiters.remove(waiter)
      if dependencies[name]?.waiters.isEmpty == true { dependencies[name] = nil }
    }
  }
}

extension DependencyBoard.Wait {
  fileprivate mutating func count(_ state: DependencyState, _ change: Int) {
    switch state {
    case .finished: return
    case .underway: unfinished += change
    case .stuck:
      unfinished += change
      stuck += change
    }
  }
}
