import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// Has a run wait for what its plan depends on. True when it has to.
  func awaitsDependencies(_ run: RunID, _ dependsOn: [String]) -> Bool {
    guard !dependsOn.isEmpty else { return false }
    if !dependencies.holds(.run(run)) {
      let names = dependsOn.compactMap(ResourceName.init(reference:))
      do throws(StoreError) {
        try store.read { reader throws(StoreError) in
          try dependencies.add(.run(run), for: names) { name throws(StoreError) in
            try reader.dependencyState(of: name)
          }
        }
      } catch {
        observer.hindered(by: error.message)
        postponed.append(run)
        return true
      }
    }
    return dependencies.holds(.run(run))
  }

  /// After something was stored about objects: those that wait for them may go on, or not any more.
  func noteDependencies(_ names: Set<ResourceName>) throws(StoreError) {
    let watched = names.filter { dependencies.isWaitedFor($0) }
    guard !watched.isEmpty else { return }
    let states = try store.read { reader throws(StoreError) in
      var states: [(ResourceName, DependencyState)] = []
      for name in watched { states.append((name, try reader.dependencyState(of: name))) }
      return states
    }
    for (name, state) in states {
      for waiter in dependencies.note(name, state) {
        switch waiter {
        case .run(let run): gateMoved(of: run, behind: name)
        case .sweep(let sweep): gateMoved(ofSweep: sweep, behind: name)
        }
      }
    }
    try keepObstacles()
  }

  /// Others may have run, retried or removed anything that is waited for.
  func noteAllDependencies() throws(StoreError) {
    try noteDependencies(Set(dependencies.names))
    try keepObstacles()
  }

  private func gateMoved(of run: RunID, behind dependency: ResourceName) {
    guard let active = runs[run] else { return dependencies.remove(.run(run)) }
    let gate = dependencies.gate(of: .run(run))
    switch gate {
    case .open, .waiting: goal.extend(by: active.name, behind: dependency)
    case .closed: break
    }
    if active.state.status == .pending, gate == .open {
      dependencies.remove(.run(run))
      admission.append(run, priority: active.priority)
    } else {
      touched.append(run)
    }
  }
}
