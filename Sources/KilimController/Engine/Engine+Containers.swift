import Glibc
import KilimLaunch
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Containers: their command is a program of the launcher, and when it has ended the runtime is asked
/// what became of the container. `RunLifecycle` decides; all work is done by `containerWork`.
extension Engine {
  /// The launcher knows how a command ended, not what became of the container.
  func noteCommandEnd(of run: RunID) {
    guard let active = runs[run], active.traits?.runtime != nil, !active.container.isSettled else {
      return
    }
    let end: CommandEnd
    switch active.witness {
    case .ended(let record): end = .ended(record)
    case .lost(let reason): end = .lost(reason: reason)
    case .notClaimed where active.state.status == .running:
      end = .lost(reason: "the launcher has no record of the program it had started")
    case .failedToStart(let reason):
      runs[run]?.container.isSettled = true
      // Of Kilim's own launcher, not of a runtime.
      let isMissing = reason.hasPrefix("there is no program")
      runs[run]?.witness = .refused(
        isMissing ? .runtimeNotInstalled : .launchFailure, reason: reason)
      return
    default: return
    }
    runs[run]?.container.end = end
    runs[run]?.witness = .unsettled
  }

  /// True when the run goes on at once.
  func settleContainer(of run: RunID) -> Bool {
    guard let active = runs[run], let stored = loadPlan(of: run), let end = active.container.end
    else { return false }
    let plan = stored.forAttempt(active.attempt, limits: active.limits)
    if !plan.runtime.takesEnvironmentAsOptions, !end.wasEndedByKilim {
      return take(ofProcess(plan, end), for: run)
    }
    let isOverdue = isOverdue(run, plan, end)
    var question = ContainerKeeper.Question(end: end, now: surroundings.now())
    question.isOverdue = isOverdue
    question.isUnwanted = isOverdue || active.state.cancelRequested
    question.earlierLooks = active.container.looks
    question.wasOutOfReach = active.container.wasOutOfReach
    if !question.isUnwanted {
      let hasPrefix = plan.commandPrefix != nil || plan.mpiCommand != nil
      if let verdict = ContainerVerdict(ofEngine: end, hasPrefix: hasPrefix) {
        return take(verdict, for: run)
      }
      guard active.container.due.map({ $0 <= surroundings.sinceBoot() }) ?? true else {
        return false
      }
    }
    let asked = question
    work(at: run, plan) { keeper, work, stop in
      .settled(work, keeper.settle(asked, cancelled: { stop.isRaised }))
    }
    return false
  }

  func removeContainer(of run: RunID) -> Bool {
    guard let active = runs[run], let stored = loadPlan(of: run),
      active.container.due.map({ $0 <= surroundings.sinceBoot() }) ?? true
    else { return false }
    let plan = stored.forAttempt(active.attempt, limits: active.limits)
    runs[run]?.worker = RequestFlag()
    removals.add(
      ContainerKeeper(host: containerHost, plan: plan, attempt: active.attempt),
      ContainerWork(run: run, token: active.token))
    removeWaiting(of: plan.runtime)
    return false
  }

  private func removeWaiting(of runtime: Runtime) {
    guard let all = removals.take(runtime) else { return }
    containerWork.submit {
      let complaints = ContainerKeeper.remove(all.map(\.keeper))
      return .removed(runtime, zip(all, complaints).map { ($0.work, $1) })
    }
  }

  /// Of an attempt that was never launched, and so left nothing else.
  func removeEmptyScratch(of active: ActiveRun) {
    guard active.traits?.runtime != nil, !active.container.isGone, let plan = active.plan else {
      return
    }
    rmdir(ContainerCommand.scratch(of: plan, attempt: active.attempt))
  }

  private func work(
    at run: RunID, _ plan: RunPlan,
    _ body: @escaping @Sendable (ContainerKeeper, ContainerWork, RequestFlag) -> ContainerResult
  ) {
    guard let active = runs[run] else { return }
    let stop = RequestFlag()
    let keeper = ContainerKeeper(host: containerHost, plan: plan, attempt: active.attempt)
    let work = ContainerWork(run: run, token: active.token)
    runs[run]?.worker = stop
    containerWork.submit { body(keeper, work, stop) }
  }

  private func ofProcess(_ plan: RunPlan, _ end: CommandEnd) -> ContainerVerdict {
    let errors = ContainerErrors.tail(of: plan)
    let limit = plan.container?.limitsMemory == true ? plan.memoryMB : nil
    return ContainerVerdict(ofProcess: end, errors: errors, memoryLimitMB: limit)
  }

  /// Whether a container whose command is gone has used up the time that its command had.
  private func isOverdue(_ run: RunID, _ plan: RunPlan, _ end: CommandEnd) -> Bool {
    let moment = surroundings.sinceBoot()
    if let deadline = runs[run]?.container.deadline { return deadline <= moment }
    var left = Int64(plan.maxMinutes) * 60_000
    if case .ended(let record) = end {
      left -= max(0, surroundings.now().milliseconds(since: record.started))
    }
    runs[run]?.container.deadline = moment + max(0, left)
    return left <= 0
  }

  /// Makes a verdict the run's witness. True when the run goes on at once.
  private func take(_ verdict: ContainerVerdict, for run: RunID) -> Bool {
    let witness: LaunchWitness
    switch verdict {
    case .running:
      runs[run]?.container.looks += 1
      lookAtContainerLater(run)
      return false
    case .ended(let record): witness = .ended(record)
    case .killed(let record, let condition, let reason):
      witness = .killed(record, condition, reason: reason)
    case .refused(let condition, let reason):
      witness = .refused(condition, reason: reason)
      if condition == .imageNotFound, let key = runs[run]?.plan.flatMap(ImageKey.init) {
        images.doubt(key)
      }
    case .lost(let reason): witness = .lost(reason: reason)
    case .outOfReach(let condition, let reason):
      runs[run]?.container.wasOutOfReach = true
      runs[run]?.witness = .outOfReach(condition, reason: reason)
      return true
    }
    runs[run]?.container.isSettled = true
    runs[run]?.container.due = nil
    runs[run]?.witness = witness
    return true
  }

  private func lookAtContainerLater(_ run: RunID) {
    // A second: what goes on without its command has no other way to tell.
    runs[run]?.container.due = surroundings.sinceBoot() + 1000
    containersToSee.append(run)
  }

  /// Takes what the workers bring back, and what is due.
  func tendContainers() {
    for result in containerWork.takeResults() {
      switch result {
      case .settled(let work, let verdict):
        guard isCurrent(work) else { continue }
        _ = take(verdict, for: work.run)
        touched.append(work.run)
      case .removed(let runtime, let all):
        removals.end(runtime)
        for (work, complaint) in all where isCurrent(work) { removed(work.run, complaint) }
        removeWaiting(of: runtime)
      case .image(let key, let complaint): imageBrought(key, complaint)
      case .asked(let runtime, let complaint): answered(runtime, complaint)
      }
    }
    let moment = surroundings.sinceBoot()
    if !containersToSee.isEmpty {
      let due = containersToSee.filter { run in
        runs[run]?.container.due.map { $0 <= moment } ?? true
      }
      containersToSee.removeAll { due.contains($0) }
      touched.append(contentsOf: due.filter { runs[$0] != nil })
    }
    for runtime in runtimes.takeDue(at: moment) { ask(runtime) }
  }

  /// False for a result that nobody waits for any more.
  private func isCurrent(_ work: ContainerWork) -> Bool {
    guard let active = runs[work.run], active.token == work.token, active.worker != nil else {
      return false
    }
    runs[work.run]?.worker = nil
    return true
  }

  private func removed(_ run: RunID, _ complaint: RuntimeComplaint?) {
    guard let complaint, let active = runs[run] else {
      runs[run]?.container.isGone = true
      return touched.append(run)
    }
    let looks = active.container.looks + 1
    runs[run]?.container.looks = looks
    // What a runtime that answers cannot do, it will not do for being asked forever.
    if !complaint.isOfService, looks >= 10 {
      observer.hindered(
        by: "the container of \(active.name) is left behind: \(complaint.words)")
      runs[run]?.container.isGone = true
      return touched.append(run)
    }
    if looks == 1 {
      observer.hindered(
        by: "the container of \(active.name) cannot be removed yet: \(complaint.words)")
    }
    lookAtContainerLater(run)
  }
}
