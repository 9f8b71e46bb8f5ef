package import KilimModel

extension StoreReader {
  private static let columns = """
    SELECT id, run, sequence, method, address, event_type, payload, expires, attempts, \
    next_attempt, state, last_error, object FROM outbox
    """

  /// The messages that may be sent now: for each run and address only the first that waits, so
  /// that a receiver sees a run's, or a sweep's, events in their order.
  package func dueDeliveries(
    now: Timestamp, limit: Int = 100
  ) throws(StoreError) -> [DeliveryRecord] {
    let select = try prepare(
      Self.columns + """
         o WHERE state = 0 AND next_attempt <= ?1 AND expires > ?1
          AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state = 0 AND e.run IS o.run
            AND e.object IS o.object
            AND e.method = o.method AND e.address = o.address AND e.id < o.id AND e.expires > ?1)
        ORDER BY id LIMIT ?2
        """)
    select.bind(1, now)
    select.bind(2, limit)
    return try deliveries(select)
  }

  /// When the next waiting message is due or expires; nil when none waits.
  package func nextDeliveryTime() throws(StoreError) -> Timestamp? {
    let select = try prepare(
      "SELECT min(min(next_attempt, expires)) FROM outbox WHERE state = 0")
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.optionalTime(0)
  }

  /// All messages about a run, oldest first.
  package func deliveries(of run: RunID) throws(StoreError) -> [DeliveryRecord] {
    let select = try prepare(Self.columns + " WHERE run = ? ORDER BY id")
    select.bind(1, run.rawValue)
    return try deliveries(select)
  }

  /// All messages about an object as a whole, oldest first.
  package func deliveries(of object: ObjectID) throws(StoreError) -> [DeliveryRecord] {
    let select = try prepare(Self.columns + " WHERE object = ? ORDER BY id")
    select.bind(1, object.rawValue)
    return try deliveries(select)
  }

  /// How many messages there are in each state; a state without messages is left out.
  package func deliveryCounts() throws(StoreError) -> [DeliveryRecord.State: Int] {
    let select = try prepare("SELECT state, count(*) FROM outbox GROUP BY state")
    defer { select.reset() }
    var counts: [DeliveryRecord.State: Int] = [:]
    while try select.step() { counts[try deliveryState(select, 0)] = select.count(1) }
    return counts
  }

  private func deliveries(_ select: PreparedStatement) throws(StoreError) -> [DeliveryRecord] {
    defer { select.reset() }
    var records: [DeliveryRecord] = []
    while try select.step() { records.append(try delivery(select)) }
    return records
  }

  private func delivery(_ row: PreparedStatement) throws(StoreError) -> DeliveryRecord {
    guard let method = DeliveryTarget.Method(storedCode: row.integer(3)) else {
      throw corrupt("there is no delivery method \(row.integer(3))")
    }
    return DeliveryRecord(
      id: DeliveryID(row.integer(0)), run: row.optionalInteger(1).map { RunID($0) },
      object: row.optionalInteger(12).map { ObjectID($0) },
      sequence: row.count(2),
      message: NewDelivery(
        method: method, address: row.text(4), eventType: row.text(5), payload: row.text(6),
        expires: row.time(7)),
      attempts: row.count(8), nextAttempt: row.time(9), state: try deliveryState(row, 10),
      lastError: row.optionalText(11))
  }

  private func deliveryState(
    _ row: PreparedStatement, _ column: Int32
  ) throws(StoreError) -> DeliveryRecord.State {
    guard let state = DeliveryRecord.State(rawValue: row.count(column)) else {
      throw corrupt("there is no delivery state \(row.integer(column))")
    }
    return state
  }
}
