import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Finds the runs that go. Looks, and changes nothing.
struct CollectionPlanner {
  let reader: StoreReader
  let now: Timestamp
  let stateDirectory: String
  private let held: Set<RunID>
  private let needed: Set<RunID>
  /// What was found out about sizes.
  private(set) var measured: [(run: RunID, bytes: Int64)] = []

  init(_ reader: StoreReader, now: Timestamp, stateDirectory: String) throws(StoreError) {
    self.reader = reader
    self.now = now
    self.stateDirectory = stateDirectory
    held = try reader.runsWithWaitingMessages(now: now)
    needed = try reader.reusedRuns()
  }

  /// What the declarations' own `retention` gives up.
  mutating func retained(labels: [String: String]) throws(StoreError) -> [CollectedRun] {
    var found: [CollectedRun] = []
    for object in try reader.objectsWithRetention() where object.hasLabels(labels) {
      if let rule = RetentionRule(of: object) { found += try collected(object, rule) }
    }
    return found
  }

  private mutating func collected(
    _ object: ObjectRecord, _ rule: RetentionRule
  ) throws(StoreError) -> [CollectedRun] {
    let runs = try reader.keptRuns(of: object)
    let found = try collected(runs, rule.whole)
    guard let point = rule.point else { return found }
    let gone = Set(found.map(\.id))
    return try collected(runs.filter { !gone.contains($0.id) }, ofEachPoint: point) + found
  }

  /// In the order of points: each one's runs are a stretch.
  private mutating func collected(
    _ runs: [KeptRun], ofEachPoint retention: Retention
  ) throws(StoreError) -> [CollectedRun] {
    var found: [CollectedRun] = []
    var start = runs.startIndex
    while start < runs.endIndex {
      let end =
        runs[start...].firstIndex { $0.owner.point != runs[start].owner.point } ?? runs.endIndex
      found += try collected(Array(runs[start..<end]), retention)
      start = end
    }
    return found
  }

  private mutating func collected(
    _ runs: [KeptRun], _ retention: Retention
  ) throws(StoreError) -> [CollectedRun] {
    let facts = try facts(of: runs, sized: retention.maxSizeMB != nil)
    return RetentionDecision.collected(facts, retention: retention, now: now).map { index, reason in
      CollectedRun(runs[index], reason, bytes: runs[index].bytes)
    }
  }

  private mutating func facts(
    of runs: [KeptRun], sized: Bool
  ) throws(StoreError) -> [RetainedRun] {
    var facts: [RetainedRun] = []
    facts.reserveCapacity(runs.count)
    for run in runs {
      facts.append(
        RetainedRun(
          status: run.status, ended: run.ended,
          bytes: sized && run.status.isTerminal ? try bytes(of: run) : 0, isNewest: run.isNewest,
          isNeeded: needed.contains(run.id), isHeld: held.contains(run.id)))
    }
    return facts
  }

  private mutating func bytes(of run: KeptRun) throws(StoreError) -> Int64 {
    if let bytes = run.bytes { return bytes }
    let bytes = try reader.belongings(of: run.id, stateDirectory)?.byteCount ?? 0
    measured.append((run.id, bytes))
    return bytes
  }

  /// What somebody asks for by name or by age.
  mutating func requested(_ request: CollectionRequest) throws(StoreError) -> [CollectedRun] {
    var found: [CollectedRun] = []
    var seen: Set<RunID> = []
    for group in try groups(request) {
      let facts = try facts(of: group, sized: false)
      let going = RetentionDecision.requested(facts, olderThan: request.olderThan, now: now)
      for index in going where seen.insert(group[index].id).inserted {
        found.append(CollectedRun(group[index], .request, bytes: group[index].bytes))
      }
    }
    return found
  }

  private func groups(_ request: CollectionRequest) throws(StoreError) -> [[KeptRun]] {
    guard !request.names.isEmpty else {
      return try reader.objectsWithRuns().filter { $0.hasLabels(request.labels) }.map {
        object throws(StoreError) in try reader.keptRuns(of: object)
      }
    }
    var groups: [[KeptRun]] = []
    for name in request.names {
      let (object, point, number) = try named(name)
      guard object.hasLabels(request.labels) else { continue }
      let runs = try reader.keptRuns(of: object, point: point)
      groups.append(number.map { number in runs.filter { $0.number == number } } ?? runs)
    }
    return groups
  }

  private typealias Named = (object: ObjectRecord, point: Int?, number: Int?)

  private func named(_ text: String) throws(StoreError) -> Named {
    var (owner, number) = StoreReader.owner(named: text)
    if let uuid = RunUUID(text) {
      guard let run = try reader.run(uuid) else { throw .notFound("run \(text)") }
      (owner, number) = (run.owner.name, run.number)
    } else if let number, try reader.run(owner, number: number) == nil {
      throw .notFound("run \(owner)#\(number)")
    }
    let point = owner.sweepPoint
    guard let object = try reader.object(point?.sweep ?? owner) else { throw .notFound("\(owner)") }
    return (object, point?.position, number)
  }
}

/// What a declaration says about its runs.
private struct RetentionRule {
  var whole: Retention
  /// Of a sweep's template: for the runs of each point by themselves.
  var point: Retention?

  init?(of object: ObjectRecord) {
    switch object.name.kind {
    case .job:
      guard let spec = SpecCoding.jobSpec(fromJSON: object.content.spec),
        let retention = spec.retention
      else { return nil }
      whole = retention
    case .sweep:
      guard let spec = SpecCoding.sweepSpec(fromJSON: object.content.spec) else { return nil }
      guard spec.whole.retention != nil || spec.template.retention != nil else { return nil }
      whole = spec.whole.retention ?? Retention()
      guard var point = spec.template.retention else { break }
      // What the sweep says for a status holds for its points.
      if whole.finished != nil { point.finished = nil }
      if whole.failed != nil { point.failed = nil }
      if whole.cancelled != nil { point.cancelled = nil }
      self.point = point
    default: return nil
    }
  }
}

extension CollectedRun {
  fileprivate init(_ run: KeptRun, _ reason: CollectionReason, bytes: Int64?) {
    self.init(
      id: run.id, name: RunName(owner: run.owner.name, number: run.number), uuid: run.uuid,
      status: run.status, ended: run.ended, reason: reason, bytes: bytes)
  }
}

extension ObjectRecord {
  fileprivate func hasLabels(_ wanted: [String: String]) -> Bool {
    guard !wanted.isEmpty else { return true }
    let labels = StoredMetadata.read(self).labels
    return wanted.allSatisfy { labels[$0.key] == $0.value }
  }
}

extension StoreReader {
  /// What a run left; nil when its rows are gone.
  func belongings(of run: RunID, _ stateDirectory: String) throws(StoreError) -> RunBelongings? {
    guard let record = try self.run(run) else { return nil }
    let places = try plan(of: run).flatMap { RunPlan(placesIn: $0) }
    return RunBelongings(
      of: places, uuid: record.uuid, attempts: record.attempt, stateDirectory: stateDirectory)
  }
}
