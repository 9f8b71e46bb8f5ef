import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore

/// What people and programs are told.
extension ControlPlane {
  package func objects(
    kind: ResourceKind, labels: [String: String] = [:]
  ) throws(EngineError) -> [ObjectReport] {
    try read { reader throws(StoreError) in
      try reader.objects(kind: kind, labels: labels).map { object throws(StoreError) in
        try report(on: object, reader)
      }
    }
  }

  /// The declaration of a name; nil when there is none that stands.
  package func object(_ name: ResourceName) throws(EngineError) -> ObjectReport? {
    var object = try read { reader throws(StoreError) -> ObjectReport? in
      guard let object = try reader.object(name), object.deleted == nil else { return nil }
      return try report(on: object, reader)
    }
    if let run = object?.run { object?.run = try withStaleReasons(run) }
    return object
  }

  /// The names of all declarations of a kind, for nearest spellings and completions.
  package func names(kind: ResourceKind) throws(EngineError) -> [String] {
    try read { reader throws(StoreError) in try reader.objects(kind: kind).map(\.name.name) }
  }

  /// The runs that a query asks for, newest first; by name, in the order of the names.
  ///
  /// - Throws: `.notFound` for a name that no run and no job has.
  package func runs(_ query: RunQuery) throws(EngineError) -> [RunReport] {
    let records = try query.names.isEmpty ? allRuns(query) : namedRuns(query)
    var reports = try read { reader throws(StoreError) in
      try records.map { record throws(StoreError) in try report(on: record, reader) }
    }
    guard !query.names.isEmpty, reports.count <= Self.mostRunsWithStaleReasons else {
      return reports
    }
    for index in reports.indices {
      reports[index] = try withLimits(try withStaleReasons(reports[index]))
      reports[index].retryRefusal = try retryRefusal(of: records[index], reports[index].plan)
    }
    return reports
  }

  /// Lists are answered from the state alone.
  private static var mostRunsWithStaleReasons: Int { 10 }

  /// The names of the runs that names mean: `job/x`, `x`, `x#2`, a uuid.
  package func runNames(_ names: [String]) throws(EngineError) -> [RunName] {
    var query = RunQuery()
    query.names = names
    return try namedRuns(query).map { RunName(owner: $0.owner.name, number: $0.number) }
  }

  package func events(
    after cursor: Int64, names: [String] = [], since: Timestamp? = nil, limit: Int = 1000
  ) throws(EngineError) -> (events: [EventReport], cursor: Int64) {
    let wanted = try names.isEmpty ? nil : wantedRuns(names)
    let page = try read { reader throws(StoreError) in
      var start = EventCursor(cursor)
      if let since { start = max(start, try reader.cursor(before: since)) }
      return try reader.events(after: start, limit: limit)
    }
    let events = page.events.compactMap { event -> EventReport? in
      let name = RunName(owner: event.owner, number: event.number)
      if let wanted, !wanted.owners.contains(event.owner), !wanted.runs.contains(name),
        event.owner.sweepPoint.map({ wanted.owners.contains($0.sweep) }) != true
      {
        return nil
      }
      if let since, event.history.time < since { return nil }
      return EventReport(
        cursor: page.cursor.rawValue, time: event.history.time, run: name,
        from: event.history.from, to: event.history.status, reason: event.history.cause.reason,
        message: event.history.message)
    }
    return (events, page.cursor.rawValue)
  }

  /// A job's name means all its runs; a run's name or uuid that run alone.
  private func wantedRuns(
    _ names: [String]
  ) throws(EngineError) -> (owners: Set<ResourceName>, runs: Set<RunName>) {
    let isRun = { (name: String) in name.contains("#") || RunUUID(name) != nil }
    let sweeps = names.filter { $0.hasPrefix("sweep/") && !isRun($0) }.map {
      ResourceName(.sweep, String($0.dropFirst(6)))
    }.filter { $0.sweepPoint == nil }
    let others = names.filter { name in
      !isRun(name) && !sweeps.contains { $0.description == name }
    }
    return (
      Set(try runNames(others).map(\.owner)).union(sweeps),
      Set(try runNames(names.filter(isRun)))
    )
  }

  private func allRuns(_ query: RunQuery) throws(EngineError) -> [RunRecord] {
    var filter = RunFilter()
    filter.statuses = query.statuses
    filter.labels = query.labels
    filter.since = query.since
    filter.includesCollected = true
    let records = try read { reader throws(StoreError) in try reader.runs(filter) }
    guard !query.allRuns else { return records }
    var seen: Set<ResourceName> = []
    // Newest first: the first run of each job is its newest one.
    return records.filter { seen.insert($0.owner.name).inserted }
  }

  private func namedRuns(_ query: RunQuery) throws(EngineError) -> [RunRecord] {
    try read { reader throws(StoreError) in
      var records: [RunRecord] = []
      for name in query.names {
        let found = try reader.runs(named: name, all: query.allRuns)
        guard !found.isEmpty else { throw .notFound("run or job `\(name)`") }
        records += found
      }
      return records
    }
  }

  func report(
    on object: ObjectRecord, _ reader: StoreReader
  ) throws(StoreError) -> ObjectReport {
    let newest = try reader.newestRun(of: object.name)
    return ObjectReport(
      name: object.name, metadata: StoredMetadata.read(object),
      spec: (try? JSONValue(reading: object.content.spec)) ?? .null,
      generation: object.generation, created: object.created, updated: object.updated,
      source: object.content.source.map { "\($0.file):\($0.line)" },
      run: try newest.map { run throws(StoreError) in try report(on: run, reader) },
      runCount: newest?.number ?? 0)
  }

  private func report(
    on run: RunRecord, _ reader: StoreReader
  ) throws(StoreError) -> RunReport {
    let plan = try reader.plan(of: run.id).flatMap { text in
      (try? JSONValue(reading: text)).flatMap { RunPlan(json: $0) }
    }
    let object = try reader.object(run.owner.name.sweepPoint?.sweep ?? run.owner.name)
    let history = try reader.history(of: run.id)
    let isLaunched = history.contains { $0.cause == .submitted }
    let point = try reader.pointValues(of: run)
    return RunReport(
      name: RunName(owner: run.owner.name, number: run.number), uuid: run.uuid, point: point,
      labels: object.map { StoredMetadata.read($0).labels } ?? [:], created: run.created,
      plan: plan ?? RunPlan(uuid: run.uuid, created: run.created), status: run.state.status,
      condition: run.state.condition, message: run.state.message,
      cancelRequested: run.state.cancelRequested, attempt: isLaunched ? run.attempt : 0,
      processID: run.processID, exit: run.state.exit, staleReasons: [],
      updatePending: object?.updatePending ?? false,
      history: history.map { entry in
        HistoryEntry(
          time: entry.time, status: entry.status, cause: entry.cause.reason,
          message: entry.message)
      }, waiting: try waiting(run, plan, reader), collected: run.collected, updated: run.updated)
  }
}

extension ControlPlane {
  /// `WaitingForDependency: job/prepare (RUNNING)`.
  private func waiting(
    _ run: RunRecord, _ plan: RunPlan?, _ reader: StoreReader
  ) throws(StoreError) -> [String] {
    guard run.state.status == .pending, let plan else { return [] }
    return try reader.unfinishedDependencies(
      plan.dependsOn.compactMap(ResourceName.init(reference:)))
  }
}

extension TransitionCause {
  /// As Kubernetes writes reasons: `InputsStaged`.
  var reason: String {
    let name = name
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}

extension StoreReader {
  /// `job/x`, `x` (the newest run), `job/x#2`, `x#2`, or a uuid; empty for none.
  func runs(named text: String, all: Bool) throws(StoreError) -> [RunRecord] {
    if let uuid = RunUUID(text) { return try run(uuid).map { [$0] } ?? [] }
    let (owner, number) = Self.owner(named: text)
    if let number { return try run(owner, number: number).map { [$0] } ?? [] }
    if all { return try runs(of: owner).reversed() }
    return try newestRun(of: owner).map { [$0] } ?? []
  }

  /// `sweep/x/17` is a point of a sweep; a name without a kind is a job's.
  static func owner(named text: String) -> (owner: ResourceName, number: Int?) {
    var kind = ResourceKind.job
    var name = text
    for known in [ResourceKind.job, .sweep] where text.hasPrefix(known.shortName + "/") {
      kind = known
      name = String(text.dropFirst(known.shortName.count + 1))
    }
    if let mark = name.lastIndex(of: "#"), let number = Int(name[name.index(after: mark)...]) {
      return (ResourceName(kind, String(name[..<mark])), number)
    }
    return (ResourceName(kind, name), nil)
  }
}
