import KilimLaunch
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  /// Brings every touched run as far as it goes without waiting.
  func advanceTouched() {
    let waiting = touched
    touched.removeAll(keepingCapacity: true)
    for run in waiting { advance(run) }
  }

  /// Admits PENDING runs while their Systems have room.
  func admit() {
    admitLimited()
    sortUrgent()
    for group in admission.groups {
      while capacity.take(in: group) {
        guard let run = admission.take(from: group) else {
          capacity.give(in: group)
          break
        }
        admit(run, holdingRoomIn: group)
      }
    }
    admitUnsorted()
  }

  /// Runs of a higher priority than some that wait in a line stand in line before any is taken.
  private func sortUrgent() {
    for _ in 0..<4096 {
      guard let run = admission.takeUrgent() else { return }
      guard let active = runs[run], let plan = loadPlan(of: run) else { continue }
      let group = SlotGroup.name(of: plan)
      prepareSlots(of: group)
      runs[run]?.plan = nil
      guard !waits(active, plan) else { continue }
      admission.append(run, to: group, priority: active.priority)
    }
  }

  /// Whether a PENDING run whose turn has come may not start all the same.
  private func waits(_ active: ActiveRun, _ plan: RunPlan) -> Bool {
    if suspended.contains(active.owner.id) {
      touched.append(active.id)
      return true
    }
    guard awaitsDependencies(active.id, plan.dependsOn) else { return false }
    if dependencies.gate(of: .run(active.id)) != .waiting { touched.append(active.id) }
    return true
  }

  private func admitUnsorted() {
    // A full System's runs are sorted into its line a bounded stretch at a time.
    for _ in 0..<4096 {
      guard let run = admission.takeUnsorted() else { return }
      guard let active = runs[run], active.state.status == .pending, let plan = loadPlan(of: run)
      else { continue }
      let group = SlotGroup.name(of: plan)
      prepareSlots(of: group)
      if waits(active, plan) {
        runs[run]?.plan = nil
        continue
      }
      if capacity.take(in: group) {
        admit(run, holdingRoomIn: group)
      } else {
        runs[run]?.plan = nil
        admission.append(run, to: group, priority: active.priority)
        // Where all runs want the same System, sorting them in advance would be for nothing.
        if !slots.hasSeveralSystems { return }
      }
    }
  }

  private func admit(_ run: RunID, holdingRoomIn group: String) {
    guard let active = runs[run], active.state.status == .pending, !active.hasCapacity else {
      capacity.give(in: group)
      return
    }
    guard takeRoomOfApp(run) else {
      capacity.give(in: group)
      return
    }
    runs[run]?.hasCapacity = true
    happened(.admitted, to: run)
    advance(run)
  }

  func advance(_ run: RunID) {
    while let active = runs[run], active.worker == nil {
      if active.state.status.needsPlan, active.traits == nil, loadPlan(of: run) == nil { return }
      noteCommandEnd(of: run)
      guard let active = runs[run] else { return }
      var desired = active.traits?.desired ?? DesiredRun()
      desired.mayHaveContainer = active.traits?.runtime != nil && !active.container.isGone
      desired.suspended = suspended.contains(active.owner.id)
      desired.gate = dependencies.gate(of: .run(run))
      desired.host = hostGate(of: active)
      if let cause = provenCause(active) {
        desired.nextAttempt = nextAttempt(of: run, after: cause)
      }
      let action = RunLifecycle.next(
        state: active.state, desired: desired, witness: active.witness)
      guard perform(action, for: run) else { return }
    }
    stopWorkerOfCancelledRun(run)
  }

  private func stopWorkerOfCancelledRun(_ run: RunID) {
    guard let active = runs[run], active.state.cancelRequested else { return }
    active.worker?.raise()
    leaveImage(run)
  }

  /// Does one action. False when the run has to wait for something.
  private func perform(_ action: RunAction, for run: RunID) -> Bool {
    switch action {
    case .nothing, .awaitLauncher, .awaitDependencies, .admit: return false
    case .record(let event):
      happened(event, to: run)
      if case .blocked = event { awaitRuntime(of: run) }
      return goesOn(after: event, run)
    case .createDirectories: return createDirectories(of: run)
    case .stageInputs: return stageInputs(of: run)
    case .stageJob: return stageJob(of: run)
    case .submit: return submit(run, isFirst: true)
    case .submitAgain: return submit(run, isFirst: false)
    case .attach:
      return ask(about: run)
    case .cancelLaunch: return cancelLaunch(of: run)
    case .settleContainer: return settleContainer(of: run)
    case .removeContainer: return removeContainer(of: run)
    case .archive: return archive(run)
    }
  }

  /// Notes an event and what it makes of the run. It is stored with the next flush.
  func happened(_ event: RunEvent, to run: RunID) {
    guard var active = runs[run] else { return }
    do {
      active.state = try RunLifecycle.state(after: event, in: active.state)
    } catch {
      observer.hindered(
        by: "\(active.name): `\(TransitionCause(error.event).name)` cannot follow "
          + "\(error.state.status.name); this is a fault of kilim, the run is left as it is")
      return giveUp(run)
    }
    if active.hasCapacity, !active.state.status.takesCapacity {
      active.hasCapacity = false
      if let group = active.traits?.slotGroup { capacity.give(in: group) }
      giveRoomOfApp(&active)
    }
    runs[run] = active
    if case .attemptStarted(let next) = event { attemptStarted(next, of: run) }
    if active.state.status.isTerminal { removeEmptyScratch(of: active) }
    // Subscribers hear of the end also when the plan was never needed.
    if active.state.status.isTerminal, active.traits == nil { learnTraits(of: run) }
    unstored.append(event, of: run, at: surroundings.now())
  }

  /// A run that goes on where it was held back stands in line again. False when it does.
  private func goesOn(after event: RunEvent, _ run: RunID) -> Bool {
    switch event {
    case .attemptStarted: return false
    case .resumed, .unblocked:
      guard let active = runs[run] else { return false }
      dependencies.remove(.run(run))
      watch(active)
      return false
    default: return true
    }
  }

  private func learnTraits(of run: RunID) {
    let text = try? store.read { reader throws(StoreError) in try reader.plan(of: run) }
    guard let plan = text.flatMap(RunPlan.init(storedText:)) else { return }
    runs[run]?.traits = PlanTraits(plan)
  }
}

extension Engine {
  private func createDirectories(of run: RunID) -> Bool {
    guard let plan = loadPlan(of: run), let active = runs[run] else { return false }
    if let host = plan.execHost { return createDirectories(of: run, plan, on: host) }
    do throws(TransferError) {
      try AttemptOutputs.setAside(of: plan, before: active.attempt)
      try RunDirectories.make(for: plan)
      try AttemptOutputs.bringKept(of: plan, to: active.attempt)
      happened(.directoriesCreated, to: run)
    } catch {
      stepFailed(.remoteAccessError, reason: error.message, run)
    }
    return true
  }

  private func stageInputs(of run: RunID) -> Bool {
    guard let plan = loadPlan(of: run) else { return false }
    guard !plan.inputs.isEmpty else {
      happened(.inputsStaged, to: run)
      return true
    }
    let stop = RequestFlag()
    runs[run]?.worker = stop
    let remote = remoteStager(for: plan, stop)
    steps.submit {
      if let remote { return .inputsStaged(run, remote.stageInputs(of: plan)) }
      return .inputsStaged(run, Stager.stageInputs(of: plan, cancelled: { stop.isRaised }))
    }
    return false
  }

  private func stageJob(of run: RunID) -> Bool {
    guard let plan = loadPlan(of: run) else { return false }
    if plan.container != nil { return stageContainer(of: run, plan) }
    guard plan.image != nil else {
      happened(.jobStaged, to: run)
      return true
    }
    let stop = RequestFlag()
    runs[run]?.worker = stop
    let snapshots = snapshots
    let remote = remoteStager(for: plan, stop)
    steps.submit {
      if let remote { return .jobStaged(run, remote.stageJob(of: plan, snapshots: snapshots)) }
      return .jobStaged(
        run, Stager.stageJob(of: plan, snapshots: snapshots, cancelled: { stop.isRaised }))
    }
    return false
  }

  private func submit(_ run: RunID, isFirst: Bool) -> Bool {
    guard let stored = loadPlan(of: run), let active = runs[run] else { return false }
    let plan = stored.forAttempt(active.attempt, limits: active.limits)
    let order: LaunchOrder
    do throws(TransferError) {
      try RunDirectories.makeScratch(of: plan, active.attempt)
      order = try LaunchOrder(
        plan, token: active.token, attempt: active.attempt, facts: surroundings.facts)
    } catch {
      let event: RunEvent =
        isFirst
        ? .stepFailed(.unableToStageJob, reason: error.message)
        : .failedToStart(reason: error.message)
      happened(event, to: run)
      return true
    }
    if isFirst { happened(.submitted, to: run) }
    seats[executor(of: active), default: ExecutorSeat()].orders.append(order)
    runOfToken[active.token] = run
    runs[run]?.witness = .queued
    runs[run]?.plan = nil
    return true
  }

  private func archive(_ run: RunID) -> Bool {
    guard let plan = loadPlan(of: run) else { return false }
    let stop = RequestFlag()
    runs[run]?.worker = stop
    let remote = remoteStager(for: plan, stop)
    steps.submit {
      if let remote { return .archived(run, remote.publish(plan)) }
      do throws(TransferError) {
        return .archived(
          run,
          .success(try Archiver.publish(ArchiveRequest(plan), cancelled: { stop.isRaised })))
      } catch {
        return .archived(run, .failure(StepResult.Failure(reason: error.message)))
      }
    }
    return false
  }

  /// The plan, from memory or from the store. Nil with the run given up when the plan is damaged,
  /// and with the run postponed when the store cannot be read just now.
  func loadPlan(of run: RunID) -> RunPlan? {
    guard let active = runs[run] else { return nil }
    if let plan = active.plan { return plan }
    let text: String?
    do throws(StoreError) {
      text = try store.read { reader throws(StoreError) in try reader.plan(of: run) }
    } catch {
      observer.hindered(by: error.message)
      postponed.append(run)
      return nil
    }
    guard let plan = text.flatMap(RunPlan.init(storedText:)) else {
      observer.hindered(by: "the plan of \(active.name) cannot be read; run `kilim doctor`")
      giveUp(run)
      return nil
    }
    runs[run]?.hold(plan)
    return plan
  }
}

extension RunStatus {
  /// What the plan wants plays a part in the decision.
  fileprivate var needsPlan: Bool { self == .archiving }

  /// On its way to the launcher, or in it.
  var takesCapacity: Bool {
    rawValue >= RunStatus.processingInputs.rawValue && rawValue <= RunStatus.running.rawValue
  }
}
