import KilimManifest
import KilimModel
import KilimStore

/// Finds the declared jobs that use definitions which change.
struct AffectedJobs {
  /// The changed Apps and Systems, and whether an App's change can change results.
  let changed: [ResourceName: Bool]
  /// What happens to the given jobs themselves.
  let given: [ResourceName: Change]
  private var systemsOfApps: [String: String] = [:]

  init(changed: [ResourceName: Bool], given: [Change]) {
    self.changed = changed
    self.given = Dictionary(given.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// By definition, in the order of the jobs' names.
  mutating func find(
    in reader: StoreReader
  ) throws(StoreError) -> [ResourceName: [AffectedJob]] {
    guard !changed.isEmpty else { return [:] }
    for app in try reader.objects(kind: .app) {
      systemsOfApps[app.name.name] =
        SpecCoding.appSpec(fromJSON: app.content.spec)?.jobAttributes.execSystemId
    }
    var found: [ResourceName: [AffectedJob]] = [:]
    for job in try reader.objects(kind: .job) {
      guard let spec = SpecCoding.jobSpec(fromJSON: job.content.spec) else { continue }
      for name in definitions(of: spec) {
        guard let isIdentity = changed[name] else { continue }
        let runsAnew = given[job.name].map { $0.runs > 0 } ?? false
        let hasRun = try reader.newestRun(of: job.name) != nil
        found[name, default: []].append(
          AffectedJob(name: job.name, becomesStale: isIdentity && hasRun && !runsAnew))
      }
    }
    return found.mapValues { $0.sorted { $0.name.name < $1.name.name } }
  }

  private func definitions(of job: JobSpec) -> Set<ResourceName> {
    let app = "\(job.appId)@\(job.appVersion)"
    let systems = [
      job.attributes.execSystemId ?? systemsOfApps[app] ?? Catalog.localName,
      job.attributes.archiveSystemId,
    ]
    return Set([ResourceName(.app, app)] + systems.compactMap { $0 }.map { .init(.system, $0) })
  }
}
