package import KilimModel

extension StoreTransaction {
  /// Writes a message beside the transition that it tells of. `record` does it by itself.
  @discardableResult
  package func enqueue(
    _ message: NewDelivery, run: RunID, sequence: Int, now: Timestamp
  ) throws(StoreError) -> DeliveryID {
    let insert = try prepare(
      """
      INSERT INTO outbox (run, sequence, method, address, event_type, payload, next_attempt, expires)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, run.rawValue)
    insert.bind(2, sequence)
    insert.bind(3, message.method.storedCode)
    insert.bind(4, message.address)
    insert.bind(5, message.eventType)
    insert.bind(6, message.payload)
    insert.bind(7, now)
    insert.bind(8, message.expires)
    try insert.run()
    return DeliveryID(database.lastInsertedRowID)
  }

  /// Writes a message about an object as a whole.
  ///
  /// - Parameter sequence: counts the events that the object's messages tell of, from 1.
  package func enqueue(
    _ message: NewDelivery, object: ObjectID, sequence: Int, now: Timestamp
  ) throws(StoreError) {
    let insert = try prepare(
      """
      INSERT INTO outbox (object, sequence, method, address, event_type, payload, next_attempt,
        expires)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, object.rawValue)
    insert.bind(2, sequence)
    insert.bind(3, message.method.storedCode)
    insert.bind(4, message.address)
    insert.bind(5, message.eventType)
    insert.bind(6, message.payload)
    insert.bind(7, now)
    insert.bind(8, message.expires)
    try insert.run()
  }

  /// A message arrived.
  package func markDelivered(_ delivery: DeliveryID) throws(StoreError) {
    let update = try prepare(
      """
      UPDATE outbox SET state = 1, attempts = attempts + 1, last_error = NULL
      WHERE id = ? AND state = 0
      """)
    update.bind(1, delivery.rawValue)
    try update.run()
  }

  /// A message did not arrive and is tried again later; those behind it wait.
  package func postpone(
    _ delivery: DeliveryID, until next: Timestamp, error: String
  ) throws(StoreError) {
    let update = try prepare(
      """
      UPDATE outbox SET attempts = attempts + 1, next_attempt = ?, last_error = ?
      WHERE id = ? AND state = 0
      """)
    update.bind(1, next)
    update.bind(2, error)
    update.bind(3, delivery.rawValue)
    try update.run()
  }

  /// A message can never arrive; those behind it go on.
  package func markFailed(_ delivery: DeliveryID, error: String) throws(StoreError) {
    let update = try prepare(
      """
      UPDATE outbox SET state = 3, attempts = attempts + 1, last_error = ?
      WHERE id = ? AND state = 0
      """)
    update.bind(1, error)
    update.bind(2, delivery.rawValue)
    try update.run()
  }

  /// Gives up the waiting messages whose time is over.
  ///
  /// - Returns: How many.
  @discardableResult
  package func expireDeliveries(now: Timestamp) throws(StoreError) -> Int {
    let update = try prepare("UPDATE outbox SET state = 2 WHERE state = 0 AND expires <= ?")
    update.bind(1, now)
    try update.run()
    return database.changesCount
  }
}
