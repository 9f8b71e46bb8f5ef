import KilimLifecycle
import KilimModel
import KilimStore

/// Runs that wait for other objects, and how those stand. A change of one of them costs what it
/// changes: each of its dependants is looked at once.
struct DependencyBoard {
  private struct Dependency {
    var state: DependencyState
    var dependants: Set<RunID>
  }

  fileprivate struct Dependant {
    var names: [ResourceName]
    var unfinished = 0
    var stuck = 0
  }

  private var dependencies: [ResourceName: Dependency] = [:]
  private var dependants: [RunID: Dependant] = [:]

  var isEmpty: Bool { dependants.isEmpty }

  /// All objects that somebody waits for.
  var names: [ResourceName] { Array(dependencies.keys) }

  func isWaitedFor(_ name: ResourceName) -> Bool { dependencies[name] != nil }

  func holds(_ run: RunID) -> Bool { dependants[run] != nil }

  /// Has a run wait for objects; nothing when all have finished.
  mutating func add(
    _ run: RunID, for names: [ResourceName],
    state: (ResourceName) throws(StoreError) -> DependencyState
  ) throws(StoreError) {
    var states: [(ResourceName, DependencyState)] = []
    var dependant = Dependant(names: names)
    for name in names {
      let now: DependencyState
      if let known = dependencies[name]?.state { now = known } else { now = try state(name) }
      states.append((name, now))
      dependant.count(now, 1)
    }
    guard dependant.unfinished > 0 else { return }
    for (name, now) in states {
      dependencies[name, default: Dependency(state: now, dependants: [])].dependants.insert(run)
    }
    dependants[run] = dependant
  }

  /// Takes in how an object stands now.
  ///
  /// - Returns: the runs that this opens, closes or reopens, in the order of their keys.
  mutating func note(_ name: ResourceName, _ state: DependencyState) -> [RunID] {
    guard let before = dependencies[name]?.state, before != state else { return [] }
    dependencies[name]?.state = state
    var changed: [RunID] = []
    for run in dependencies[name]?.dependants ?? [] {
      guard var dependant = dependants[run] else { continue }
      let wasStuck = dependant.stuck > 0
      dependant.count(before, -1)
      dependant.count(state, 1)
      dependants[run] = dependant
      if dependant.unfinished == 0 || wasStuck != (dependant.stuck > 0) { changed.append(run) }
    }
    return changed.sorted()
  }

  /// Open for a run that waits for nothing.
  func gate(of run: RunID) -> RunGate {
    guard let dependant = dependants[run], dependant.unfinished > 0 else { return .open }
    guard dependant.stuck > 0 else { return .waiting }
    for name in dependant.names {
      if case .stuck(let obstacle)? = dependencies[name]?.state {
        return .closed("it depends on \(obstacle.words(name))")
      }
    }
    return .waiting
  }

  mutating func remove(_ run: RunID) {
    guard let dependant = dependants.removeValue(forKey: run) else { return }
    for name in dependant.names {
      dependencies[name]?.dependants.remove(run)
      if dependencies[name]?.dependants.isEmpty == true { dependencies[name] = nil }
    }
  }
}

extension DependencyBoard.Dependant {
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
