import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

extension ControlPlane {
  /// The same report with the limits that keep a PENDING run from starting now.
  ///
  /// Reads the plans of the runs that are on their way: for a few runs that somebody looks at.
  func withLimits(_ report: RunReport) throws(EngineError) -> RunReport {
    guard report.status == .pending, report.waiting.isEmpty else { return report }
    let (plans, definitions) = try read { reader throws(StoreError) in
      var filter = RunFilter()
      filter.statuses = Set(RunStatus.allCases.filter(\.takesCapacity))
      var plans: [RunPlan] = []
      for run in try reader.runs(filter) {
        guard let text = try reader.plan(of: run.id), let value = try? JSONValue(reading: text),
          let plan = RunPlan(json: value)
        else { continue }
        plans.append(plan)
      }
      return (plans, try reader.definitions())
    }
    var report = report
    let system = report.plan.execSystemId
    let group = SlotGroup.name(of: report.plan)
    let slots = SlotTable(definitions, cores: surroundings.facts.coreCount).count(of: group)
    if plans.count(where: { SlotGroup.name(of: $0) == group }) >= slots {
      report.waiting.append("WaitingForSystem: \(system) runs \(Self.jobs(slots)) at a time")
    }
    let app = report.plan.appName
    if let limit = AppLimits.declared(definitions)[app],
      plans.count(where: { $0.appName == app }) >= limit
    {
      report.waiting.append("WaitingForApp: \(app) allows \(Self.jobs(limit)) at a time")
    }
    return report
  }

  /// Decided again from what is stored of the run.
  func retryRefusal(of run: RunRecord, _ plan: RunPlan) throws(EngineError) -> String? {
    guard run.state.status == .failed, plan.retry != nil, let condition = run.state.condition else {
      return nil
    }
    let limits = run.limits ?? AttemptLimits(plan)
    let cause =
      run.state.exit.flatMap { RetryCause.proven(by: $0, limits: limits) }
      ?? RetryCause.ofStep(condition)
    guard let cause else { return nil }
    let earlier = try read { reader throws(StoreError) in try reader.earlierCauses(of: run.id) }
    let decision = RetryDecision.decide(
      plan.retry, cause: cause, earlier: earlier, limits: limits,
      cancelRequested: run.state.cancelRequested, now: run.updated)
    guard case .none(let refusal) = decision else { return nil }
    return refusal.words
  }

  private static func jobs(_ count: Int) -> String { count == 1 ? "1 job" : "\(count) jobs" }
}
