package import KilimModel

/// What the store keeps of a sweep beside its declaration.
package struct SweepRecord: Sendable, Hashable {
  package var id: ObjectID
  package var name: ResourceName
  package var settings: SweepSettings
  package var nextPosition: Int
  /// No point before this position waits.
  package var cursor: Int
  /// Too many points failed: no new ones are started.
  package var isStopped: Bool
  package var counts: PointCounts
  /// Its template's document: like keys, like texts.
  package var templateKey: Int64
  /// By a person or its manifest: no new points are started.
  package var isSuspended: Bool
  /// Why nothing that it depends on will let it start, in words; nil when nothing is in the way.
  package var obstacle: String?

  /// Whether a point may be started, as far as the sweep itself goes.
  package var hasStartable: Bool { hasOpen && !isSuspended }

  /// The same for one that is not suspended.
  package var hasOpen: Bool {
    counts.waiting > 0 && !isStopped && settings.lastPosition.map { cursor <= $0 } != false
  }
}

/// What apply decides about how points run.
package struct SweepSettings: Sendable, Hashable {
  /// Of the template's text; 16 bytes.
  package var identity: [UInt8]
  /// Of all that the runs depend on beside their points; 32 bytes.
  package var fullIdentity: [UInt8]
  /// At most so many points at a time; nil for no limit of the sweep's own.
  package var parallelism: Int?
  /// After so many failed points no new ones are started; nil for never.
  package var maxFailures: Int?
  /// Points after this position do not run yet; nil for no limit.
  package var lastPosition: Int?
  /// Of its points' runs: the higher start first.
  package var priority: Int
  /// No point is started before all of these have finished.
  package var dependsOn: [ResourceName]
  /// Who hears of the sweep, as JSON; nil for nobody. Not read back with a sweep.
  package var subscribers: String?

  package init(
    identity: [UInt8], fullIdentity: [UInt8], parallelism: Int? = nil, maxFailures: Int? = nil,
    lastPosition: Int? = nil, priority: Int = 0, dependsOn: [ResourceName] = [],
    subscribers: String? = nil
  ) {
    self.subscribers = subscribers
    self.priority = priority
    self.dependsOn = dependsOn
    self.identity = identity
    self.fullIdentity = fullIdentity
    self.parallelism = parallelism
    self.maxFailures = maxFailures
    self.lastPosition = lastPosition
  }
}

/// One point as the store knows it.
package struct PointRecord: Sendable, Hashable {
  package var position: Int
  package var state: PointState
  /// The compact JSON object of the values, keys sorted.
  package var values: String
  /// 16 bytes.
  package var identity: [UInt8]
  /// Of a reused point: the run whose results it has.
  package var reusedRun: RunID?
}
