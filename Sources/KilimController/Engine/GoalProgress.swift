import KilimLifecycle
import KilimModel
import KilimStore

/// Which runs of the goal are still to come.
struct GoalProgress {
  let goal: DriveGoal
  private var remaining: Set<RunName>

  init(_ goal: DriveGoal) {
    self.goal = goal
    remaining = Set(goal.runs)
  }

  var isReached: Bool { remaining.isEmpty }

  mutating func note(_ name: RunName, _ state: RunState) {
    if goal.isReached(by: state) { remaining.remove(name) }
  }

  /// Crosses out what is there already, and what does not exist.
  mutating func resolve(
    in store: Store, active: [RunID: ActiveRun]
  ) throws(StoreError) {
    for run in active.values { note(run.name, run.state) }
    let known = Set(active.values.lazy.map(\.name))
    let others = remaining.filter { !known.contains($0) }
    guard !others.isEmpty else { return }
    let (states, coming) = try store.read {
      reader throws(StoreError) -> ([RunName: RunState], Set<RunName>) in
      let states = try reader.states(of: others)
      var coming: Set<RunName> = []
      for name in others where states[name] == nil {
        // The run of a declaration that waits behind another run is still to be made.
        if try reader.object(name.owner)?.updatePending == true { coming.insert(name) }
      }
      return (states, coming)
    }
    for name in others {
      if let state = states[name] {
        note(name, state)
      } else if !coming.contains(name) {
        remaining.remove(name)
      }
    }
  }
}

extension StoreReader {
  /// The states of runs; a run that does not exist is missing.
  func states(of names: some Sequence<RunName>) throws(StoreError) -> [RunName: RunState] {
    var states: [RunName: RunState] = [:]
    for name in names {
      states[name] = try run(name.owner, number: name.number)?.state
    }
    return states
  }
}
