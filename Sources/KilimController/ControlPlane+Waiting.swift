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
    let slots = SlotTable(definitions, cores: surroundings.facts.coreCount).count(of: system)
    if plans.count(where: { $0.execSystemId == system }) >= slots {
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

  private static func jobs(_ count: Int) -> String { count == 1 ? "1 job" : "\(count) jobs" }
}
