import KilimManifest
import KilimModel
import KilimStore

/// How many runs of each App may be on their way to the launcher or in it, by `maxJobs` and
/// `maxJobsPerUser`: a state has one user, so the smaller of both counts.
struct AppLimits {
  private var limits: [String: Int] = [:]
  private var used: [String: Int] = [:]
  private var waiting: [String: PriorityLine] = [:]

  init() {}

  /// By `id@version`; an App without a limit is left out.
  static func declared(_ definitions: [ObjectRecord]) -> [String: Int] {
    var limits: [String: Int] = [:]
    for definition in definitions
    where definition.name.kind == .app && definition.content.spec.contains("\"maxJobs") {
      let spec = SpecCoding.appSpec(fromJSON: definition.content.spec)
      // 0 or less is no limit, as in Tapis.
      let counts = [spec?.maxJobs, spec?.maxJobsPerUser].compactMap(\.self).filter { $0 > 0 }
      if let least = counts.min() { limits[definition.name.name] = least }
    }
    return limits
  }

  mutating func setLimits(_ limits: [String: Int]) { self.limits = limits }

  /// Waiting runs for which there is room now. One that cannot start all the same takes none, and
  /// the next one gets its chance with the next call.
  mutating func takeRunnable() -> [RunID] {
    guard !waiting.isEmpty else { return [] }
    var runnable: [RunID] = []
    for app in waiting.keys.sorted() {
      var room = limits[app].map { $0 - (used[app] ?? 0) } ?? .max
      while room > 0, let run = takeWaiting(of: app) {
        runnable.append(run)
        room -= 1
      }
    }
    return runnable
  }

  var hasLimits: Bool { !limits.isEmpty }

  func isLimited(_ app: String) -> Bool { limits[app] != nil }

  /// Takes room for a run, if there is some.
  mutating func take(_ app: String) -> Bool {
    guard let limit = limits[app] else { return true }
    guard used[app] ?? 0 < limit else { return false }
    used[app, default: 0] += 1
    return true
  }

  /// Counts a run that is on its way already, after a restart.
  mutating func count(_ app: String) { used[app, default: 0] += 1 }

  mutating func append(_ run: RunID, to app: String, priority: Int) {
    waiting[app, default: PriorityLine()].append(run, priority)
  }

  /// Gives room back.
  mutating func give(_ app: String) {
    if let count = used[app] { used[app] = count > 1 ? count - 1 : nil }
  }

  private mutating func takeWaiting(of app: String) -> RunID? {
    guard let run = waiting[app]?.take() else {
      waiting[app] = nil
      return nil
    }
    return run
  }
}
