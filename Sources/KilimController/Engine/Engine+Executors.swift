import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// Which executor a run's attempts belong to.
  func executor(of active: ActiveRun) -> ExecutorName {
    active.traits.map { SlotGroup.executor(of: $0.slotGroup) } ?? .launcher
  }

  /// Hands over what was stored: orders to launch, questions about attempts.
  func handOver() {
    for name in seats.keys.sorted() {
      guard seats[name]?.due.map({ $0 <= surroundings.sinceBoot() }) ?? true else { continue }
      seats[name]?.due = nil
      guard seats[name]?.hasWork == true else { continue }
      withExecutor(name) { executor throws(LaunchError) in
        if let orders = seats[name]?.orders, !orders.isEmpty {
          try executor.submit(orders)
          seats[name]?.orders.removeAll(keepingCapacity: true)
        }
        try ask(executor, name)
      }
    }
  }

  func receiveNews() {
    for name in seats.keys.sorted() {
      guard let current = seats[name]?.executor else { continue }
      var news: [LaunchNews] = []
      withExecutor(name) { executor throws(LaunchError) in news = try executor.receive() }
      if !news.isEmpty { seats[name]?.losses = 0 }
      for one in news {
        // Lost while the first ones were noted: the next executor is asked about the others.
        guard seats[name]?.executor === current else { break }
        note(one)
      }
    }
  }

  /// Asks with the next flush what became of a run's attempt. Always false: the answer comes later.
  func ask(about run: RunID) -> Bool {
    if let active = runs[run], active.traits != nil || loadPlan(of: run) != nil,
      let known = runs[run]
    {
      seats[executor(of: known), default: ExecutorSeat()].questions.append(run)
    }
    return false
  }

  /// True when the cancel has taken effect already.
  func cancelLaunch(of run: RunID) -> Bool {
    guard let active = runs[run], !active.isCancelling else { return false }
    if withdraw(active) {
      // Nobody has seen it: there would be nothing to cancel, and it would run later.
      runs[run]?.witness = .notClaimed
      return true
    }
    withExecutor(executor(of: active)) { executor throws(LaunchError) in
      try executor.cancel([active.token])
      runs[run]?.isCancelling = true
    }
    return false
  }

  /// Takes an order back that was not handed over yet. False when there is none.
  @discardableResult
  func withdraw(_ active: ActiveRun) -> Bool {
    let name = executor(of: active)
    guard let index = seats[name]?.orders.firstIndex(where: { $0.token == active.token }) else {
      return false
    }
    seats[name]?.orders.remove(at: index)
    return true
  }

  func acknowledge(_ tokens: [ExecutorName: [LaunchToken]]) {
    for (name, tokens) in tokens where seats[name]?.executor != nil {
      withExecutor(name) { executor throws(LaunchError) in try executor.acknowledge(tokens) }
    }
  }

  /// Makes sure that an executor knows a group's slots before anything is submitted to it.
  func prepareSlots(of group: String) {
    guard capacity.slots(of: group) == nil else { return }
    tellSlots(slots.count(of: group), of: group)
  }

  func tellSlots(_ count: Int, of group: String) {
    capacity.setSlots(count, of: group)
    withExecutor(SlotGroup.executor(of: group)) { executor throws(LaunchError) in
      try executor.setSlots(programs(of: group, count), of: group)
    }
  }

  /// A host without a limit of its own runs as many programs as it has cores, which it says itself.
  private func programs(of group: String, _ count: Int) -> Int {
    guard case .host = SlotGroup.executor(of: group) else { return count }
    return slots.declaredCount(of: SlotGroup.system(of: group)) ?? 0
  }

  /// After the definitions may have changed.
  func tellQueueLimits() {
    for case (.batch(let system), let seat) in seats {
      seat.executor?.setQueueLimits(slots.queueLimits[system] ?? [:])
    }
  }

  private func ask(_ executor: any Executor, _ name: ExecutorName) throws(LaunchError) {
    guard let questions = seats[name]?.questions, !questions.isEmpty else { return }
    var attempts: [LaunchAttempt] = []
    for run in questions {
      guard let attempt = attempt(of: run, withPlan: executor.needsPlans) else { continue }
      runOfToken[attempt.token] = run
      attempts.append(attempt)
    }
    let witnesses = try executor.attach(attempts)
    seats[name]?.losses = 0
    seats[name]?.questions.removeAll(keepingCapacity: true)
    for attempt in attempts {
      guard let run = runOfToken[attempt.token] else { continue }
      runs[run]?.witness = witnesses[attempt.token] ?? .asked
      touched.append(run)
    }
  }

  private func attempt(of run: RunID, withPlan: Bool) -> LaunchAttempt? {
    guard let active = runs[run] else { return nil }
    var plan: RunPlan?
    if withPlan {
      guard let stored = loadPlan(of: run) else { return nil }
      plan = stored.forAttempt(active.attempt, limits: active.limits)
      runs[run]?.plan = nil
    }
    return LaunchAttempt(
      token: active.token, plan: plan, hasStarted: active.state.status == .running,
      isCancelled: active.state.cancelRequested)
  }

  private func note(_ news: LaunchNews) {
    switch news {
    case .witness(let token, let witness):
      guard let run = runOfToken[token], let active = runs[run] else { return }
      if case .notClaimed = witness, active.state.cancelRequested, !active.isCancelling,
        case .host = executor(of: active)
      {
        // What an earlier engine sent may still arrive: only a claim keeps it from starting.
        _ = cancelLaunch(of: run)
        return
      }
      runs[run]?.witness = witness
      advance(run)
    case .words(let token, let words):
      guard let run = runOfToken[token], let active = runs[run],
        active.state.isWithExecutor, active.state.message != words
      else { return }
      happened(.reported(words), to: run)
    }
  }

  /// Works with an executor, making one when there is none. One that went away is asked again,
  /// through a new one, about everything that it had.
  private func withExecutor(
    _ name: ExecutorName, _ body: (any Executor) throws(LaunchError) -> Void
  ) {
    do throws(LaunchError) {
      try body(try connected(name))
    } catch {
      if case .journal = error {
        observer.hindered(by: error.message)
        return
      }
      lose(name, error)
    }
  }

  private func connected(_ name: ExecutorName) throws(LaunchError) -> any Executor {
    if let executor = seats[name]?.executor { return executor }
    let executor = try makeExecutor(name)
    seats[name, default: ExecutorSeat()].executor = executor
    for (group, count) in capacity.allSlots where SlotGroup.executor(of: group) == name {
      try executor.setSlots(programs(of: group, count), of: group)
    }
    if case .batch(let system) = name {
      executor.setQueueLimits(slots.queueLimits[system] ?? [:])
    }
    return executor
  }

  private func makeExecutor(_ name: ExecutorName) throws(LaunchError) -> any Executor {
    switch name {
    case .host(let name): RemoteExecutor(try host(name))
    case .launcher:
      try LauncherExecutor(directory: stateDirectory.path, executable: surroundings.executable)
    case .batch:
      try SlurmExecutor(
        host: LocalBatchHost(variable: surroundings.facts.variable), surroundings: surroundings,
        settings: surroundings.batch, wakeup: interrupt.wakeup)
    }
  }

  private func lose(_ name: ExecutorName, _ error: LaunchError) {
    var seat = seats[name] ?? ExecutorSeat()
    seat.executor?.close()
    seat.executor = nil
    seat.losses += 1
    // One that goes away now and then is replaced without words; one that cannot stay is told of.
    let isFault = error != .gone || seat.losses > 3
    if isFault { observer.hindered(by: error.message) }
    seat.orders.removeAll()
    seat.due = surroundings.sinceBoot() + (isFault ? 1000 : 50)
    seats[name] = seat
    for (run, active) in runs where active.state.isWithExecutor && executor(of: active) == name {
      if !active.container.isSettled { runs[run]?.witness = .silent }
      runs[run]?.isCancelling = false
      touched.append(run)
    }
  }
}

extension RunState {
  /// Its intent to launch is stored (or will be with the next flush).
  fileprivate var isWithExecutor: Bool { status == .queued || status == .running }
}
