package import KilimModel

/// Everything that people and programs are told about one declaration.
package struct ObjectReport: Sendable {
  package var name: ResourceName
  package var metadata: Metadata
  /// The canonical JSON of the spec.
  package var spec: JSONValue
  /// Counts accepted changes, from 1.
  package var generation: Int
  package var created: Timestamp
  package var updated: Timestamp
  /// Where it was declared last, as in `jobs.yaml:12`.
  package var source: String?
  /// The newest run of a Job.
  package var run: RunReport?
  /// How many runs there are.
  package var runCount: Int

  package init(
    name: ResourceName, metadata: Metadata, spec: JSONValue, generation: Int, created: Timestamp,
    updated: Timestamp, source: String?, run: RunReport?, runCount: Int
  ) {
    self.name = name
    self.metadata = metadata
    self.spec = spec
    self.generation = generation
    self.created = created
    self.updated = updated
    self.source = source
    self.run = run
    self.runCount = runCount
  }
}

/// Which runs are wanted. Empty and nil mean "all".
package struct RunQuery: Sendable, Hashable {
  /// `job/x` (its newest run, or all with `allRuns`), `job/x#2`, `x`, `x#2` or a uuid.
  package var names: [String] = []
  package var statuses: Set<RunStatus> = []
  /// All must agree.
  package var labels: [String: String] = [:]
  package var since: Timestamp?
  /// The older runs of a job too.
  package var allRuns = false
  package init() {}
}

/// One line of `kilim events`.
package struct EventReport: Sendable, Hashable {
  /// Grows with every event; hand the last one back to get what came after it.
  package var cursor: Int64
  package var time: Timestamp
  package var run: RunName
  package var from: RunStatus?
  package var to: RunStatus
  package var reason: String
  package var message: String?

  package init(
    cursor: Int64, time: Timestamp, run: RunName, from: RunStatus?, to: RunStatus, reason: String,
    message: String?
  ) {
    self.cursor = cursor
    self.time = time
    self.run = run
    self.from = from
    self.to = to
    self.reason = reason
    self.message = message
  }
}
