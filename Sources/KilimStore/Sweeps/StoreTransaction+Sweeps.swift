package import KilimModel

extension StoreTransaction {
  /// Keeps what the engine needs of a sweep; its points are added apart.
  package func putSweep(
    _ object: ObjectID, _ settings: SweepSettings, template: SharedPlan, components: String
  ) throws(StoreError) {
    let put = try prepare(
      """
      INSERT INTO sweeps (object, template, components, identity, full_identity, parallelism,
        max_failures, last_position, priority, depends_on, subscribers)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      ON CONFLICT (object) DO UPDATE SET template = ?2, components = ?3, identity = ?4,
        full_identity = ?5, parallelism = ?6, max_failures = ?7, last_position = ?8,
        priority = ?9, depends_on = ?10, subscribers = ?11, obstacle = iif(depends_on IS ?10, obstacle, NULL)
      """)
    put.bind(1, object.rawValue)
    put.bind(2, try documentID(template.template, for: .plan))
    put.bind(3, try documentID(components, for: .components))
    put.bind(4, settings.identity)
    put.bind(5, settings.fullIdentity)
    put.bind(6, settings.parallelism.map { Int64($0) })
    put.bind(7, settings.maxFailures.map { Int64($0) })
    put.bind(8, settings.lastPosition.map { Int64($0) })
    put.bind(9, settings.priority)
    let names = settings.dependsOn.map(\.description).joined(separator: " ")
    put.bind(10, names.isEmpty ? nil : names)
    put.bind(11, settings.subscribers)
    try put.run()
  }

  /// Keeps why no point of a sweep can start by itself; nil when nothing is in the way.
  package func setObstacle(_ object: ObjectID, _ words: String?) throws(StoreError) {
    let update = try prepare("UPDATE sweeps SET obstacle = ? WHERE object = ?")
    update.bind(1, words)
    update.bind(2, object.rawValue)
    try update.run()
  }

  /// Sets where points stop to be started for now.
  package func setLastPosition(
    _ object: ObjectID, _ position: Int?
  ) throws(StoreError) {
    let update = try prepare("UPDATE sweeps SET last_position = ? WHERE object = ?")
    update.bind(1, position.map { Int64($0) })
    update.bind(2, object.rawValue)
    try update.run()
  }

  /// Lets points start again after too many had failed.
  package func resumeSweep(_ object: ObjectID) throws(StoreError) {
    let update = try prepare("UPDATE sweeps SET stopped = 0 WHERE object = ? AND stopped = 1")
    update.bind(1, object.rawValue)
    try update.run()
  }

  /// Adds points at the end of a sweep: one call a point, without a heap object for each.
  package func addPoints(
    to object: ObjectID, state: PointState = .waiting,
    _ body: (PointAdder) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard let sweep = try sweep(object) else { throw .notFound("sweep \(object.rawValue)") }
    let adder = PointAdder(
      insert: try prepare(
        "INSERT INTO points (sweep, position, state, identity, point) VALUES (?, ?, ?, ?, ?)"),
      sweep: object, first: sweep.nextPosition, state: state)
    try body(adder)
    let update = try prepare("UPDATE sweeps SET next_position = ? WHERE object = ?")
    update.bind(1, sweep.nextPosition + adder.count)
    update.bind(2, object.rawValue)
    try update.run()
    pointCounts[object, default: PointCounts()].add(state, adder.count)
  }

  /// Changes the state of one point, whatever it was.
  package func setPoint(
    _ object: ObjectID, _ position: Int, from old: PointState, to new: PointState
  ) throws(StoreError) {
    guard old != new else { return }
    let update = try prepare("UPDATE points SET state = ? WHERE sweep = ? AND position = ?")
    update.bind(1, new.rawValue)
    update.bind(2, object.rawValue)
    update.bind(3, position)
    try update.run()
    var delta = pointCounts[object] ?? PointCounts()
    delta.add(old, -1)
    delta.add(new)
    pointCounts[object] = delta
    if new == .waiting { firstWaiting[object] = min(firstWaiting[object] ?? position, position) }
  }

  /// Makes the counts right that the transaction's changes of points amount to.
  package func writePointCounts() throws(StoreError) {
    guard !pointCounts.isEmpty || !firstWaiting.isEmpty else { return }
    let update = try prepare(
      """
      UPDATE sweeps SET waiting = waiting + ?2, active = active + ?3, finished = finished + ?4,
        failed = failed + ?5, cancelled = cancelled + ?6, reused = reused + ?7,
        retired = retired + ?8, cursor = min(cursor, ifnull(?9, cursor)),
        stopped = CASE WHEN ?5 > 0 AND failed + ?5 >= max_failures THEN 1 ELSE stopped END,
        untold = CASE WHEN subscribers IS NOT NULL AND (waiting + ?2 > 0 OR active + ?3 > 0
          OR ?4 > 0 OR ?5 > 0 OR ?6 > 0 OR ?7 > 0) THEN 1 ELSE untold END,
        failures_told = min(failures_told, failed + ?5)
      WHERE object = ?1
      """)
    for object in Set(pointCounts.keys).union(firstWaiting.keys) {
      let delta = pointCounts[object] ?? PointCounts()
      update.bind(1, object.rawValue)
      update.bind(2, delta.waiting)
      update.bind(3, delta.active)
      update.bind(4, delta.finished)
      update.bind(5, delta.failed)
      update.bind(6, delta.cancelled)
      update.bind(7, delta.reused)
      update.bind(8, delta.retired)
      update.bind(9, firstWaiting[object].map { Int64($0) })
      try update.run()
    }
    pointCounts.removeAll()
    firstWaiting.removeAll()
  }

  /// Moves all points of one state to another. How many there were.
  @discardableResult
  package func moveAllPoints(
    of object: ObjectID, from old: PointState, to new: PointState
  ) throws(StoreError) -> Int {
    let first = try prepare(
      "SELECT min(position) FROM points WHERE sweep = ? AND state = ?")
    first.bind(1, object.rawValue)
    first.bind(2, old.rawValue)
    guard try first.step(), let position = first.optionalInteger(0) else {
      first.reset()
      return 0
    }
    first.reset()
    let update = try prepare("UPDATE points SET state = ? WHERE sweep = ? AND state = ?")
    update.bind(1, new.rawValue)
    update.bind(2, object.rawValue)
    update.bind(3, old.rawValue)
    try update.run()
    let count = database.changesCount
    var delta = pointCounts[object] ?? PointCounts()
    delta.add(old, -count)
    delta.add(new, count)
    pointCounts[object] = delta
    if new == .waiting {
      firstWaiting[object] = min(firstWaiting[object] ?? Int(position), Int(position))
    }
    return count
  }
}

/// Adds points in a row; valid only inside the closure that it was given to.
package final class PointAdder {
  private let insert: PreparedStatement
  private let first: Int
  private(set) var count = 0

  /// That the next point gets.
  package var position: Int { first + count }

  init(insert: PreparedStatement, sweep: ObjectID, first: Int, state: PointState) {
    self.insert = insert
    self.first = first
    insert.bind(1, sweep.rawValue)
    insert.bind(3, state.rawValue)
  }

  /// - Parameters:
  ///   - identity: 16 bytes.
  ///   - values: compact JSON, as UTF-8.
  package func add(
    identity: UnsafeRawBufferPointer, values: UnsafeBufferPointer<UInt8>
  ) throws(StoreError) {
    insert.bind(2, first + count)
    insert.bind(4, blob: identity)
    insert.bind(5, text: values)
    try insert.run()
    count += 1
  }
}
