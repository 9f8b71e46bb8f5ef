package import KilimModel

extension StoreReader {
  private static let sweepColumns = """
    SELECT s.object, o.kind, o.name, s.identity, s.full_identity, s.parallelism, s.max_failures, \
    s.last_position, s.next_position, s.cursor, s.stopped, s.waiting, s.active, s.finished, \
    s.failed, s.cancelled, s.reused, s.retired, s.template, s.priority, s.depends_on, s.obstacle, \
    o.suspension > 0
    FROM sweeps s JOIN objects o ON o.id = s.object
    """

  /// Nil for a sweep that was never applied; a removed one is still known.
  package func sweep(_ name: ResourceName) throws(StoreError) -> SweepRecord? {
    let select = try prepare(Self.sweepColumns + " WHERE o.kind = ? AND o.name = ?")
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    return try sweeps(select).first
  }

  package func sweep(_ id: ObjectID) throws(StoreError) -> SweepRecord? {
    let select = try prepare(Self.sweepColumns + " WHERE s.object = ?")
    select.bind(1, id.rawValue)
    return try sweeps(select).first
  }

  /// The sweeps that stand and of which a point can be started, oldest first.
  package func startableSweeps() throws(StoreError) -> [SweepRecord] {
    try sweeps(
      prepare(
        Self.sweepColumns + " WHERE s.waiting > 0 AND o.deleted IS NULL ORDER BY s.object")
    ).filter(\.hasStartable)
  }

  private func sweeps(_ select: PreparedStatement) throws(StoreError) -> [SweepRecord] {
    defer { select.reset() }
    var records: [SweepRecord] = []
    while try select.step() {
      var counts = PointCounts()
      counts.waiting = select.count(11)
      counts.active = select.count(12)
      counts.finished = select.count(13)
      counts.failed = select.count(14)
      counts.cancelled = select.count(15)
      counts.reused = select.count(16)
      counts.retired = select.count(17)
      records.append(
        SweepRecord(
          id: ObjectID(select.integer(0)), name: try resourceName(select, kind: 1, name: 2),
          settings: SweepSettings(
            identity: select.bytes(3), fullIdentity: select.bytes(4),
            parallelism: select.optionalInteger(5).map { Int($0) },
            maxFailures: select.optionalInteger(6).map { Int($0) },
            lastPosition: select.optionalInteger(7).map { Int($0) },
            priority: Int(select.integer(19)), dependsOn: dependencies(select, 20)),
          nextPosition: select.count(8), cursor: select.count(9), isStopped: select.flag(10),
          counts: counts, templateKey: select.integer(18), isSuspended: select.flag(22),
          obstacle: select.isNull(21) ? nil : select.text(21)))
    }
    return records
  }

  private func dependencies(_ row: PreparedStatement, _ column: Int32) -> [ResourceName] {
    guard !row.isNull(column) else { return [] }
    return row.text(column).split(separator: " ").compactMap {
      ResourceName(reference: String($0))
    }
  }

  /// What the identity of a sweep's runs is made of beside their points, as JSON.
  package func components(ofSweep id: ObjectID) throws(StoreError) -> String? {
    let select = try prepare(
      "SELECT d.text FROM sweeps s JOIN documents d ON d.id = s.components WHERE s.object = ?")
    select.bind(1, id.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.text(0)
  }

  /// The plan of a sweep's template as JSON: that of a point at position 1 without any value.
  package func templatePlan(of sweep: ObjectID) throws(StoreError) -> String? {
    try templatePlan(of: sweep, position: 1, values: "{}")
  }

  /// The plan that a point of a sweep would be started with.
  ///
  /// - Parameter values: the compact JSON object of the point's values.
  package func templatePlan(
    of sweep: ObjectID, position: Int, values: String
  ) throws(StoreError) -> String? {
    let select = try prepare(
      "SELECT d.text FROM sweeps s JOIN documents d ON d.id = s.template WHERE s.object = ?")
    select.bind(1, sweep.rawValue)
    guard try select.step(), let uuid = RunUUID(bytes: [UInt8](repeating: 0, count: 16)) else {
      return nil
    }
    defer { select.reset() }
    let text = PointText(
      uuid: uuid, created: Timestamp(milliseconds: 0), position: position, values: values)
    return text?.filled(into: select.textBytes(0))
  }

  /// Hands over position, state and identity (16 bytes) of every point, in the order of positions.
  package func scanPoints(
    of sweep: ObjectID, _ body: (Int, PointState, UnsafeRawBufferPointer) -> Void
  ) throws(StoreError) {
    let select = try prepare(
      "SELECT position, state, identity FROM points WHERE sweep = ? ORDER BY position")
    select.bind(1, sweep.rawValue)
    defer { select.reset() }
    while try select.step() {
      guard let state = PointState(rawValue: select.count(1)) else {
        throw corrupt("there is no state \(select.integer(1)) of a point")
      }
      let bytes = select.blob(2)
      guard bytes.count == 16 else { throw corrupt("an identity does not have 16 bytes") }
      body(select.count(0), state, bytes)
    }
  }

  /// Hands over the points of a sweep from a position on, in their order, until the body says stop.
  ///
  /// - Parameters:
  ///   - states: empty for all that are declared.
  ///   - body: false to stop.
  package func points(
    of sweep: ObjectID, from position: Int = 1, states: Set<PointState> = [],
    _ body: (PointRecord) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let wanted = states.isEmpty ? Set(PointState.allCases.filter(\.isDeclared)) : states
    let codes = wanted.map { String($0.rawValue) }.sorted().joined(separator: ", ")
    let select = try prepare(
      """
      SELECT p.position, p.state, p.point, p.identity, u.run FROM points p
      LEFT JOIN reused_runs u ON p.state IN (5, 13) AND u.sweep = p.sweep
        AND u.position = p.position
      WHERE p.sweep = ? AND p.position >= ? AND p.state IN (\(codes)) ORDER BY p.position
      """)
    select.bind(1, sweep.rawValue)
    select.bind(2, position)
    defer { select.reset() }
    while try select.step() {
      guard let state = PointState(rawValue: select.count(1)) else {
        throw corrupt("there is no state \(select.integer(1)) of a point")
      }
      let record = PointRecord(
        position: select.count(0), state: state, values: select.text(2),
        identity: select.bytes(3), reusedRun: select.optionalInteger(4).map { RunID($0) })
      guard try body(record) else { return }
    }
  }

  /// The values of a run's point; nil for a run of something else.
  package func pointValues(of run: RunRecord) throws(StoreError) -> String? {
    guard run.owner.point > 0 else { return nil }
    return try point(run.owner.id, run.owner.point)?.values
  }

  package func point(_ sweep: ObjectID, _ position: Int) throws(StoreError) -> PointRecord? {
    var found: PointRecord?
    try points(of: sweep, from: position, states: Set(PointState.allCases)) {
      point throws(StoreError) in
      if point.position == position { found = point }
      return false
    }
    return found
  }

  /// The nearest earlier position of a point with the same values; nil for none.
  package func position(
    ofValues values: String, in sweep: ObjectID, before position: Int
  ) throws(StoreError) -> Int? {
    let select = try prepare(
      """
      SELECT position FROM points WHERE sweep = ? AND position < ? AND point = ?
      ORDER BY position DESC LIMIT 1
      """)
    select.bind(1, sweep.rawValue)
    select.bind(2, position)
    select.bind(3, values)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.count(0)
  }

  /// The runs of a sweep's points that have not ended, in the order of their keys.
  package func activeRuns(ofSweep sweep: ObjectID) throws(StoreError) -> [RunRecord] {
    let select = try prepare(
      Self.activeRunColumns
        + " WHERE r.status < 10 AND l.object = ? AND l.point > 0 ORDER BY r.id")
    select.bind(1, sweep.rawValue)
    return try allRuns(select)
  }

  /// Those of them that are BLOCKED or PAUSED.
  package func heldRuns(ofSweep sweep: ObjectID) throws(StoreError) -> [RunRecord] {
    let select = try prepare(
      Self.activeRunColumns
        + " WHERE r.status < 10 AND r.status IN (8, 9) AND l.object = ? AND l.point > 0 ORDER BY r.id"
    )
    select.bind(1, sweep.rawValue)
    return try allRuns(select)
  }
}
