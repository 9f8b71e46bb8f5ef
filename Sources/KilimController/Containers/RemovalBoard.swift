import KilimModel

/// The containers that are to be removed: those that wait while one command is at work go together,
/// since each command of a runtime costs more than a container.
struct RemovalBoard {
  private var waiting: [Runtime: [(keeper: ContainerKeeper, work: ContainerWork)]] = [:]
  private var busy: Set<Runtime> = []

  mutating func add(_ keeper: ContainerKeeper, _ work: ContainerWork) {
    waiting[keeper.plan.runtime, default: []].append((keeper, work))
  }

  /// What a worker is to remove now; nil while one is at it, or nothing waits.
  mutating func take(_ runtime: Runtime) -> [(keeper: ContainerKeeper, work: ContainerWork)]? {
    guard !busy.contains(runtime), let all = waiting.removeValue(forKey: runtime) else {
      return nil
    }
    busy.insert(runtime)
    return all
  }

  mutating func end(_ runtime: Runtime) { busy.remove(runtime) }
}
