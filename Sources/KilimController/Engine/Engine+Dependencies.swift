import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// Has a run wait for what its plan depends on. True when it has to.
  func awaitsDependencies(_ run: RunID, _ dependsOn: [String]) -> Bool {
    guard !dependsOn.isEmpty else { return false }
    if !dependencies.holds(run) {
      let names = dependsOn.compactMap(ResourceName.init(reference:))
      do throws(StoreError) {
        try store.read { reader throws(StoreError) in
          try dependencies.add(run, for: names) { name throws(StoreError) in
            try reader.dependencyState(of: name)
          }
        }
      } catch {
        observer.hindered(by: error.message)
        postponed.append(run)
        return true
      }
    }
    return dependencies.holds(run)
  }

  /// After runs were stored: those that wait for them may go on, or not any more.
  func noteDependencies(_ names: Set<ResourceName>) throws(StoreError) {
    let watched = names.filter { dependencies.isWaitedFor($0) }
    guard !watched.isEmpty else { return }
    let states = try store.read { reader throws(StoreError) in
      var states: [(ResourceName, DependencyState)] = []
      for name in watched { states.append((name, try reader.dependencyState(of: name))) }
      return states
    }
    for (name, state) in states {
      for run in dependencies.note(name, state) { gateMoved(of: run, behind: name) }
    }
  }

  /// Others may have run, retried or removed anything that is waited for.
  func noteAllDependencies() throws(StoreError) {
    guard !dependencies.isEmpty else { return }
    try noteDependencies(Set(dependencies.names))
  }

  private func gateMoved(of run: RunID, behind dependency: ResourceName) {
    guard let active = runs[run] else { return dependencies.remove(run) }
    switch dependencies.gate(of: run) {
    case .open, .waiting: goal.extend(by: active.name, behind: dependency)
    case .closed: break
    }
    if active.state.status == .pending, dependencies.gate(of: run) == .open {
      dependencies.remove(run)
      admission.append(run, priority: active.priority)
    } else {
      touched.append(run)
    }
  }
}
