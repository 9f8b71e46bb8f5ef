import KilimManifest
import KilimModel
import KilimStore

/// How many jobs each System runs at a time: `jobMaxJobs`, or as many as this host has cores when
/// it does not say. In its batch scheduler as many may run or wait.
struct SlotTable {
  /// In place of "no limit" (0 or less, as in Tapis).
  private static let unlimited = 1_000_000

  private var declared: [String: Int] = [:]
  private var cores = 1

  init() {}

  init(_ definitions: [ObjectRecord], cores: Int) {
    self.cores = cores
    for definition in definitions where definition.name.kind == .system {
      if definition.name.name != Catalog.localName { hasSeveralSystems = true }
      guard let spec = SpecCoding.systemSpec(fromJSON: definition.content.spec),
        spec.jobMaxJobs != nil || spec.jobMaxJobsPerUser ?? 0 > 0
      else { continue }
      let all = spec.jobMaxJobs ?? cores
      // A state has one user: both limits count the same runs.
      let counts = [all, spec.jobMaxJobsPerUser ?? 0].filter { $0 > 0 }
      declared[definition.name.name] = counts.min() ?? Self.unlimited
    }
  }

  /// Whether a job may run anywhere but on the System that always exists.
  private(set) var hasSeveralSystems = false

  /// Jobs in a scheduler wait there, whatever this machine has.
  private static let usualBatchJobs = 1000

  func count(of group: String) -> Int {
    let usual = SlotGroup.executor(of: group) == .launcher ? cores : Self.usualBatchJobs
    return declared[SlotGroup.system(of: group)] ?? usual
  }

  /// Nil where nothing is declared.
  func declaredCount(of system: String) -> Int? { declared[system] }
}
