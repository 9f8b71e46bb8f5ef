import KilimLifecycle
package import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  /// Drives the state until a goal is reached: as its engine when no other process is that, else
  /// by watching the other one, and in its place as soon as it ends.
  ///
  /// - Parameter deadline: nil to wait as long as it takes.
  package func drive(
    until goal: DriveGoal, observer: any RunObserver, interrupt: Interrupt,
    deadline: Timestamp? = nil
  ) throws(EngineError) -> DriveResult {
    do throws(StoreError) {
      // Counted by the clock that nobody sets.
      let end = deadline.map {
        surroundings.sinceBoot() + $0.milliseconds(since: surroundings.now())
      }
      return try driveOrWatch(goal, observer, interrupt, end)
    } catch {
      throw EngineError(error)
    }
  }

  private func driveOrWatch(
    _ goal: DriveGoal, _ observer: any RunObserver, _ interrupt: Interrupt,
    _ deadline: Int64?
  ) throws(StoreError) -> DriveResult {
    let holder = ProcessIdentity.ofThisProcess(host: surroundings.facts.hostName)
    let watcher = Watcher(
      store: store, surroundings: surroundings, observer: observer, interrupt: interrupt,
      goal: goal)
    while true {
      let answer = try store.acquireLease(holder, now: surroundings.now()) { [surroundings] in
        ProcessIdentity.isAlive($0, host: surroundings.facts.hostName)
      }
      switch answer {
      case .acquired(let lease):
        observer.roleChanged(to: .driving)
        if try drive(lease, goal, observer, interrupt, deadline) {
          return try result(of: goal)
        }
      case .held(_, let words):
        observer.roleChanged(to: .watching(words))
        if try watcher.watch(until: deadline) { return try result(of: goal) }
      }
    }
  }

  /// False when the lease was lost on the way.
  private func drive(
    _ lease: Lease, _ goal: DriveGoal, _ observer: any RunObserver, _ interrupt: Interrupt,
    _ deadline: Int64?
  ) throws(StoreError) -> Bool {
    let engine = Engine(
      store: store, stateDirectory: stateDirectory, surroundings: surroundings,
      postman: postman(observer), observer: observer, interrupt: interrupt, lease: lease, goal: goal
    )
    do throws(StoreError) {
      try engine.run(until: deadline)
    } catch {
      if case .leaseLost = error { return false }
      try? store.releaseLease(lease)
      throw error
    }
    do throws(StoreError) {
      try store.releaseLease(lease)
    } catch {
      // A holder that has ended is replaced at once: nothing depends on the release.
      observer.hindered(by: error.message)
    }
    return true
  }

  /// Nil, after saying why, when nothing can be delivered.
  private func postman(_ observer: any RunObserver) -> Postman? {
    do throws(TransferError) {
      let postman = try Postman.fromEnvironment(surroundings.facts.variable)
      if let problem = postman.mailProblem { observer.hindered(by: "mails wait: \(problem)") }
      return postman
    } catch {
      observer.hindered(by: "notifications wait: \(error.message)")
      return nil
    }
  }

  private func result(of goal: DriveGoal) throws(StoreError) -> DriveResult {
    let (states, coming) = try store.read { reader throws(StoreError) in
      let states = try reader.states(of: goal.runs)
      return (states, try reader.comingRuns(among: goal.runs.filter { states[$0] == nil }))
    }
    let isReached = coming.isEmpty && states.values.allSatisfy { goal.isReached(by: $0) }
    return DriveResult(isReached: isReached, states: states)
  }
}
