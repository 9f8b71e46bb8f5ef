import KilimModel
import KilimStore

extension Engine {
  /// False, with the run in its App's line, when as many runs of the App are on their way as may be.
  func takeRoomOfApp(_ run: RunID) -> Bool {
    guard apps.hasLimits else { return true }
    guard let active = runs[run], let plan = loadPlan(of: run) else { return false }
    let app = plan.appName
    guard apps.isLimited(app) else { return true }
    guard apps.take(app) else {
      runs[run]?.plan = nil
      apps.append(run, to: app, priority: active.priority)
      return false
    }
    runs[run]?.limitedApp = app
    return true
  }

  /// After a restart: the run is on its way already.
  func countRoomOfApp(_ run: RunID, _ plan: RunPlan) {
    guard apps.isLimited(plan.appName) else { return }
    apps.count(plan.appName)
    runs[run]?.limitedApp = plan.appName
  }

  /// Gives the room of a run back that needs it no longer.
  func giveRoomOfApp(_ active: inout ActiveRun) {
    guard let app = active.limitedApp else { return }
    active.limitedApp = nil
    apps.give(app)
  }

  /// Runs that waited for room of their App stand in line again.
  func admitLimited() {
    for run in apps.takeRunnable() {
      guard let active = runs[run], active.state.status == .pending else { continue }
      admission.append(run, priority: active.priority)
    }
  }
}

extension RunPlan {
  /// As Apps are named: `id@version`.
  var appName: String { "\(appId)@\(appVersion)" }
}
