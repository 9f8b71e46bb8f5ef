import KilimLifecycle
package import KilimModel

/// What a run of a point gets that only its maker knows.
package struct FreshRun: Sendable {
  package var uuid: RunUUID
  /// 16 random bytes.
  package var token: [UInt8]
  package var created: Timestamp

  package init(uuid: RunUUID, token: [UInt8], created: Timestamp) {
    self.uuid = uuid
    self.token = token
    self.created = created
  }
}

extension StoreTransaction {
  /// Makes runs of waiting points, in the order of their positions. A point's state and its run are
  /// of one transaction, so that no point ever has two.
  ///
  /// - Parameters:
  ///   - most: so many runs at most.
  ///   - fresh: asked once a run.
  ///   - isReusable: whether the results of a finished run of the same identity are still there.
  /// - Returns: How many points are no longer waiting.
  @discardableResult
  package func startPoints(
    of object: ObjectID, most: Int, fresh: () -> FreshRun,
    isReusable: (RunID) throws(StoreError) -> Bool
  ) throws(StoreError) -> Int {
    try writePointCounts()
    guard let sweep = try sweep(object), sweep.hasStartable, most > 0 else { return 0 }
    let waiting = try waitingPoints(of: sweep, most: most)
    let row = try runRow(of: object)
    let statements = try InsertRunStatements(self)
    let haveInputs = try hasPointInputs(object)
    for point in waiting {
      let inputs = haveInputs ? try pointInputs(of: object, point.position) : nil
      let identity = Self.identity(of: point.identity, in: sweep, inputs: inputs)
      if let run = try finishedRun(identity), try isReusable(run) {
        try reuse(run, object, point.position)
        continue
      }
      try start(point, identity, sweep, row, fresh(), statements)
    }
    let isExhausted = waiting.count < most
    let end = sweep.settings.lastPosition ?? sweep.nextPosition - 1
    try moveCursor(object, isExhausted ? end + 1 : (waiting.last?.position ?? 0) + 1)
    try writePointCounts()
    return waiting.count
  }

  /// Makes another run of one point, whatever became of the last one, which has ended.
  package func restartPoint(
    _ object: ObjectID, _ position: Int, fresh: FreshRun, request: RunRequest? = nil
  ) throws(StoreError) -> StoredRun {
    guard let sweep = try sweep(object), let point = try point(object, position) else {
      throw .notFound("point \(position)")
    }
    let run = try start(
      (position, point.state, point.identity),
      Self.identity(
        of: point.identity, in: sweep, inputs: try pointInputs(of: object, position)),
      sweep, runRow(of: object), fresh, InsertRunStatements(self), request)
    try writePointCounts()
    return run
  }

  /// The identity of a point's run: of everything that can change its result.
  ///
  /// - Parameter inputs: of the inputs that are the point's own; nil for none.
  package static func identity(
    of point: [UInt8], in sweep: SweepRecord, inputs: [UInt8]? = nil
  ) -> [UInt8] {
    Array(Digest.of(sweep.settings.fullIdentity + point + (inputs ?? [])).bytes.prefix(16))
  }

  private typealias WaitingPoint = (position: Int, state: PointState, identity: [UInt8])

  private func waitingPoints(
    of sweep: SweepRecord, most: Int
  ) throws(StoreError) -> [WaitingPoint] {
    let select = try prepare(
      """
      SELECT position, identity FROM points
      WHERE sweep = ? AND position BETWEEN ? AND ? AND state = 0 ORDER BY position LIMIT ?
      """)
    select.bind(1, sweep.id.rawValue)
    select.bind(2, sweep.cursor)
    select.bind(3, sweep.settings.lastPosition ?? Int.max)
    select.bind(4, most)
    defer { select.reset() }
    var points: [WaitingPoint] = []
    while try select.step() { points.append((select.count(0), .waiting, select.bytes(1))) }
    return points
  }

  private func runRow(of object: ObjectID) throws(StoreError) -> (plan: Int64, components: Int64) {
    let select = try prepare("SELECT template, components FROM sweeps WHERE object = ?")
    select.bind(1, object.rawValue)
    guard try select.step() else { throw .notFound("sweep \(object.rawValue)") }
    defer { select.reset() }
    return (select.integer(0), select.integer(1))
  }

  @discardableResult
  private func start(
    _ point: WaitingPoint, _ identity: [UInt8], _ sweep: SweepRecord,
    _ row: (plan: Int64, components: Int64), _ fresh: FreshRun, _ statements: InsertRunStatements,
    _ request: RunRequest? = nil
  ) throws(StoreError) -> StoredRun {
    let run = try insert(
      RunRow(
        owner: RunOwner(id: sweep.id, name: sweep.name, point: point.position), uuid: fresh.uuid,
        identity: identity, plan: row.plan, components: row.components, token: fresh.token,
        commit: nil, priority: sweep.settings.priority, created: fresh.created, request: request),
      statements)
    try setPoint(sweep.id, point.position, from: point.state, to: .active)
    return run
  }

  private func reuse(_ run: RunID, _ object: ObjectID, _ position: Int) throws(StoreError) {
    let insert = try prepare(
      "INSERT OR REPLACE INTO reused_runs (sweep, position, run) VALUES (?, ?, ?)")
    insert.bind(1, object.rawValue)
    insert.bind(2, position)
    insert.bind(3, run.rawValue)
    try insert.run()
    try setPoint(object, position, from: .waiting, to: .reused)
  }

  private func moveCursor(_ object: ObjectID, _ position: Int) throws(StoreError) {
    let update = try prepare("UPDATE sweeps SET cursor = ? WHERE object = ?")
    update.bind(1, position)
    update.bind(2, object.rawValue)
    try update.run()
  }

  /// A point's run reached a verdict, or left one.
  func pointChanged(
    _ object: ObjectID, _ position: Int, _ status: RunStatus
  ) throws(StoreError) {
    let select = try prepare("SELECT state FROM points WHERE sweep = ? AND position = ?")
    select.bind(1, object.rawValue)
    select.bind(2, position)
    guard try select.step(), let state = PointState(rawValue: select.count(0)) else {
      throw corrupt("a run of a point that is not there")
    }
    select.reset()
    try setPoint(
      object, position, from: state, to: PointRule.state(of: state, after: status))
  }
}
