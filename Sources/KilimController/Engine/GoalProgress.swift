import KilimLifecycle
import KilimModel
import KilimStore

/// Which runs of the goal are still to come.
struct GoalProgress {
  let goal: DriveGoal
  private var remaining: Set<RunName>
  /// Of the remaining ones, those that no active run was seen of: not made yet, or gone.
  private var absent: Set<RunName>

  init(_ goal: DriveGoal) {
    self.goal = goal
    remaining = Set(goal.runs)
    sweeps = goal.runs.filter(\.isWholeSweep).map(\.owner)
    absent = remaining
  }

  var isReached: Bool { remaining.isEmpty }

  /// Sweeps of which all points are waited for.
  let sweeps: [ResourceName]

  mutating func note(_ name: RunName, _ state: RunState) {
    absent.remove(name)
    if goal.isReached(by: state) { remaining.remove(name) }
  }

  /// Nothing is to be expected of a run any more.
  mutating func drop(_ name: RunName) {
    absent.remove(name)
    remaining.remove(name)
  }

  /// The run that a waiting declaration was to get cannot be made.
  mutating func dropComing(of owner: ResourceName) {
    for name in absent where name.owner == owner { drop(name) }
  }

  /// Crosses out what is there already, and what does not exist.
  mutating func resolve(
    in store: Store, active: [RunID: ActiveRun]
  ) throws(StoreError) {
    for run in active.values { note(run.name, run.state) }
    try resolveAbsent(in: store)
  }

  /// Looks again at the runs that were not there at the last look: costs nothing when there are none.
  mutating func resolveAbsent(in store: Store) throws(StoreError) {
    guard !absent.isEmpty else { return }
    let names = absent
    let (states, coming) = try store.read { reader throws(StoreError) in
      let states = try reader.states(of: names)
      return (states, try reader.comingRuns(among: names.filter { states[$0] == nil }))
    }
    for name in names {
      if let state = states[name] {
        note(name, state)
      } else if !coming.contains(name) {
        drop(name)
      }
    }
  }
}

extension StoreReader {
  /// The states of runs; a run that does not exist is missing.
  func states(of names: some Sequence<RunName>) throws(StoreError) -> [RunName: RunState] {
    var states: [RunName: RunState] = [:]
    for name in names {
      states[name] =
        name.isWholeSweep
        ? try sweepState(name.owner) : try run(name.owner, number: name.number)?.state
    }
    return states
  }

  /// Of runs that do not exist, those that a declaration which waits behind another run will get.
  func comingRuns(among names: some Sequence<RunName>) throws(StoreError) -> Set<RunName> {
    var coming: Set<RunName> = []
    for name in names where !name.isWholeSweep {
      guard let object = try declaration(name.owner), object.updatePending, !object.isDeleted,
        name.number == (object.newestRun?.number ?? 0) + 1
      else { continue }
      coming.insert(name)
    }
    return coming
  }
}
