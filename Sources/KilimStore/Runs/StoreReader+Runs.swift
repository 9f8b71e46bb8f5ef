import KilimLifecycle
package import KilimModel

extension StoreReader {
  static let runColumns = runSelection + " FROM runs r " + runJoins

  /// The same with the runs that were collected: of those what the ledger keeps. Ends in a condition.
  static let knownRunColumns =
    runSelection + """
       FROM ledger l JOIN objects o ON o.id = l.object LEFT JOIN runs r ON r.id = l.run
      WHERE (r.id IS NOT NULL OR l.collected IS NOT NULL)
      """

  /// The same for few active runs of many: they are found by their status.
  static let activeRunColumns = runSelection + " FROM runs r INDEXED BY runs_by_status " + runJoins

  private static let runSelection = """
    SELECT l.run, r.sequence, \
    \(RunStateColumns.names.split(separator: ", ").map { "r." + $0 }.joined(separator: ", ")), \
    r.attempt, r.token, r.process, r.updated, l.object, o.kind, o.name, l.number, l.uuid, \
    l.identity, l.created, l.point, r.priority, r.not_before, r.memory_mb, r.max_minutes, \
    l.collected, l.collected_reason, l.verdict, l.condition, l.ended
    """
  private static let runJoins = """
    JOIN ledger l ON l.run = r.id JOIN objects o ON o.id = l.object
    """

  /// Also a run that was collected, as far as the ledger knows it.
  package func run(_ id: RunID) throws(StoreError) -> RunRecord? {
    let select = try prepare(Self.knownRunColumns + " AND l.run = ?")
    select.bind(1, id.rawValue)
    return try firstRun(select)
  }

  package func run(_ uuid: RunUUID) throws(StoreError) -> RunRecord? {
    let select = try prepare(Self.knownRunColumns + " AND l.uuid = ?")
    select.bind(1, uuid.bytes)
    return try firstRun(select)
  }

  /// Run `number` of an object.
  package func run(_ owner: ResourceName, number: Int) throws(StoreError) -> RunRecord? {
    let select = try prepare(
      Self.knownRunColumns + " AND o.kind = ? AND o.name = ? AND l.point = ? AND l.number = ?")
    bind(owner, to: select)
    select.bind(4, number)
    return try firstRun(select)
  }

  /// The newest run of an object.
  package func newestRun(of owner: ResourceName) throws(StoreError) -> RunRecord? {
    let select = try prepare(
      Self.knownRunColumns
        + " AND o.kind = ? AND o.name = ? AND l.point = ? ORDER BY l.number DESC LIMIT 1")
    bind(owner, to: select)
    return try firstRun(select)
  }

  /// All runs of an object, oldest first.
  package func runs(of owner: ResourceName) throws(StoreError) -> [RunRecord] {
    let select = try prepare(
      Self.knownRunColumns + " AND o.kind = ? AND o.name = ? AND l.point = ? ORDER BY l.number")
    bind(owner, to: select)
    return try allRuns(select)
  }

  /// The plan of a run as it was given to `insertRuns`.
  package func plan(of run: RunID) throws(StoreError) -> String? {
    let select = try prepare(
      """
      SELECT d.text, l.uuid, o.name, l.created, l.point, p.point
      FROM runs r JOIN documents d ON d.id = r.plan
      JOIN ledger l ON l.run = r.id JOIN objects o ON o.id = l.object
      LEFT JOIN points p ON l.point > 0 AND p.sweep = l.object AND p.position = l.point
      WHERE r.id = ?
      """)
    select.bind(1, run.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    let position = select.count(4)
    guard position == 0 else {
      let text = PointText(
        uuid: try uuid(select, 1), created: select.time(3), position: position,
        values: select.text(5))
      return text?.filled(into: select.textBytes(0))
    }
    let template = PlanTemplate(
      uuid: try uuid(select, 1), jobName: select.text(2), created: select.time(3))
    return template.plan(of: select.textBytes(0))
  }

  /// What a run's identity was made of; nil when nothing was kept.
  package func components(of run: RunID) throws(StoreError) -> String? {
    let select = try prepare(
      "SELECT d.text FROM runs r JOIN documents d ON d.id = r.components WHERE r.id = ?")
    select.bind(1, run.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.text(0)
  }

  private func firstRun(_ select: PreparedStatement) throws(StoreError) -> RunRecord? {
    guard try select.step() else { return nil }
    defer { select.reset() }
    return try runRecord(select)
  }

  func allRuns(_ select: PreparedStatement) throws(StoreError) -> [RunRecord] {
    defer { select.reset() }
    var records: [RunRecord] = []
    while try select.step() { records.append(try runRecord(select)) }
    return records
  }

  func runRecord(_ row: PreparedStatement) throws(StoreError) -> RunRecord {
    let next = 2 + RunStateColumns.count
    let collected = try collected(row, next + 16)
    // Its rows are gone, but for that of the ledger.
    let isGone = row.isNull(1)
    return RunRecord(
      id: RunID(row.integer(0)),
      owner: RunOwner(
        id: ObjectID(row.integer(next + 4)),
        name: try resourceName(row, kind: next + 5, name: next + 6), point: row.count(next + 11)),
      number: row.count(next + 7), uuid: try uuid(row, next + 8), identity: row.bytes(next + 9),
      state: isGone ? try verdict(row, next + 18) : try runState(row, from: 2),
      priority: Int(row.integer(next + 12)), notBefore: row.optionalTime(next + 13),
      limits: attemptLimits(row, from: next + 14),
      attempt: isGone ? 1 : row.count(next), token: row.bytes(next + 1),
      processID: row.optionalInteger(next + 2).map { Int32(truncatingIfNeeded: $0) },
      sequence: row.count(1), created: row.time(next + 10),
      updated: row.time(isGone ? next + 20 : next + 3), collected: collected)
  }

  /// From two columns: when, and why.
  func collected(
    _ row: PreparedStatement, _ column: Int32
  ) throws(StoreError) -> Collected? {
    guard let time = row.optionalTime(column) else { return nil }
    guard let reason = CollectionReason(rawValue: row.count(column + 1)) else {
      throw corrupt("there is no reason \(row.integer(column + 1)) to collect a run")
    }
    return Collected(time: time, reason: reason)
  }

  /// What the ledger says of a run's end, in two columns.
  private func verdict(
    _ row: PreparedStatement, _ column: Int32
  ) throws(StoreError) -> RunState {
    RunState(status: try status(row, column), condition: try condition(row, column + 1))
  }

  func uuid(_ row: PreparedStatement, _ column: Int32) throws(StoreError) -> RunUUID {
    guard let uuid = RunUUID(bytes: row.bytes(column)) else {
      throw corrupt("a uuid does not have 16 bytes")
    }
    return uuid
  }
}
