import KilimManifest
import KilimModel
import KilimStore

/// How many jobs each System runs at a time: `jobMaxJobs`, or as many as this host has cores when
/// it does not say. In its batch scheduler as many may run or wait.
struct SlotTable {
  /// In place of "no limit" (0 or less, as in Tapis).
  private static let unlimited = 1_000_000

  private var declared: [String: Int] = [:]
  private var declaredInBatch: [String: Int] = [:]
  /// By System, of those logical queues that have a limit.
  private(set) var queueLimits: [String: [String: Int]] = [:]
  private var cores = 1

  init() {}

  init(_ definitions: [ObjectRecord], cores: Int) {
    self.cores = cores
    for definition in definitions where definition.name.kind == .system {
      if definition.name.name != Catalog.localName { hasSeveralSystems = true }
      guard let spec = SpecCoding.systemSpec(fromJSON: definition.content.spec) else { continue }
      queueLimits[definition.name.name] = Self.limits(spec.batchLogicalQueues)
      guard spec.jobMaxJobs != nil || spec.jobMaxJobsPerUser ?? 0 > 0 else { continue }
      // A state has one user: both limits count the same runs.
      let own = spec.jobMaxJobsPerUser ?? 0
      declared[definition.name.name] = Self.least(spec.jobMaxJobs ?? cores, own)
      declaredInBatch[definition.name.name] = Self.least(
        spec.jobMaxJobs ?? Self.usualBatchJobs, own)
    }
  }

  /// Whether a job may run anywhere but on the System that always exists.
  private(set) var hasSeveralSystems = false

  /// Jobs in a scheduler wait there, whatever this machine has.
  private static let usualBatchJobs = 1000

  func count(of group: String) -> Int {
    let system = SlotGroup.system(of: group)
    return SlotGroup.executor(of: group) == .launcher
      ? declared[system] ?? cores : declaredInBatch[system] ?? Self.usualBatchJobs
  }

  /// 0 or less is no limit, as in Tapis.
  private static func least(_ counts: Int...) -> Int {
    counts.filter { $0 > 0 }.min() ?? unlimited
  }

  private static func limits(_ queues: [LogicalQueue]) -> [String: Int] {
    queues.reduce(into: [:]) { limits, queue in
      let least = least(queue.maxJobs ?? 0, queue.maxJobsPerUser ?? 0)
      if least < unlimited { limits[queue.name] = least }
    }
  }

  /// Nil where nothing is declared.
  func declaredCount(of system: String) -> Int? { declared[system] }
}
