import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// The attempt that follows the one that just failed; nil for none.
  func nextAttempt(of run: RunID, after cause: RetryCause?) -> NextAttempt? {
    guard let cause, let active = runs[run], let plan = loadPlan(of: run), plan.retry != nil,
      let earlier = earlierCauses(of: run)
    else { return nil }
    let now = surroundings.now()
    let decision = RetryDecision.decide(
      plan.retry, cause: cause, earlier: earlier, limits: active.limits ?? AttemptLimits(plan),
      cancelRequested: active.state.cancelRequested, now: now)
    guard case .attempt(let allowed) = decision else { return nil }
    return NextAttempt(
      cause: cause,
      message: "attempt \(allowed.number) of \(allowed.most) starts at "
        + "\(allowed.notBefore.timeText)Z: \(cause.words)",
      notBefore: allowed.notBefore, limits: allowed.limits,
      token: LaunchToken.fresh(now: now).bytes)
  }

  /// What the witnesses prove of a failure of the newest attempt.
  func provenCause(_ active: ActiveRun) -> RetryCause? {
    guard active.traits?.triesAgain != false else { return nil }
    switch (active.state.status, active.witness) {
    case (.archiving, _):
      if active.state.wasRefused { return active.state.condition.flatMap(RetryCause.ofStep) }
      guard let exit = active.state.exit, active.state.hasFailed, let plan = loadPlan(of: active.id)
      else { return nil }
      if let cause = RetryCause.ofKill(active.state.condition) { return cause }
      return RetryCause.proven(by: exit, limits: active.limits ?? AttemptLimits(plan))
    case (.queued, .failedToStart): return .submission
    default: return nil
    }
  }

  /// What the run's events make of its care here: a new token, a wait.
  func attemptStarted(_ next: NextAttempt, of run: RunID) {
    guard var active = runs[run], let token = LaunchToken(bytes: next.token) else { return }
    runOfToken[active.token] = nil
    if active.witness != .silent {
      endedTokens[executor(of: active), default: []].append(active.token)
    }
    active.token = token
    active.witness = .silent
    active.container = ContainerCare()
    active.isCancelling = false
    active.attempt += 1
    active.limits = next.limits
    active.notBefore = next.notBefore
    active.earlierCauses?[next.cause, default: 0] += 1
    active.plan = nil
    runs[run] = active
    delay(run, until: next.notBefore)
  }

  func delay(_ run: RunID, until time: Timestamp) {
    delayed.append(run, until: time)
    guard let active = runs[run], !active.isDelayed else { return }
    runs[run]?.isDelayed = true
    sweeps.delay(active.owner)
  }

  func admitDelayed(now: Timestamp) {
    for run in delayed.takeDue(now: now) {
      if let active = runs[run], active.isDelayed {
        runs[run]?.isDelayed = false
        sweeps.goOn(active.owner)
      }
      guard let active = runs[run], active.state.status == .pending,
        active.notBefore.map({ $0 <= now }) ?? true
      else { continue }
      admission.append(run, priority: active.priority)
    }
  }

  private func earlierCauses(of run: RunID) -> [RetryCause: Int]? {
    if let known = runs[run]?.earlierCauses { return known }
    do throws(StoreError) {
      let causes = try store.read { reader throws(StoreError) in try reader.earlierCauses(of: run) }
      runs[run]?.earlierCauses = causes
      return causes
    } catch {
      observer.hindered(by: error.message)
      return nil
    }
  }
}
