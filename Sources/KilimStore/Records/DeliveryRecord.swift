package import KilimModel

/// A message to be written to the outbox in the transaction of its transition.
package struct NewDelivery: Sendable, Hashable {
  package var method: DeliveryTarget.Method
  package var address: String
  /// As in Tapis: `jobs.JOB_NEW_STATUS.FINISHED`.
  package var eventType: String
  /// JSON.
  package var payload: String
  package var expires: Timestamp

  package init(
    method: DeliveryTarget.Method, address: String, eventType: String, payload: String,
    expires: Timestamp
  ) {
    self.method = method
    self.address = address
    self.eventType = eventType
    self.payload = payload
    self.expires = expires
  }
}

/// A message in the outbox.
package struct DeliveryRecord: Sendable, Hashable {
  package enum State: Int, Sendable, Hashable, CaseIterable {
    case waiting = 0
    case delivered = 1
    case expired = 2
    case failed = 3
  }
  package var id: DeliveryID
  /// Nil for a message about an object as a whole.
  package var run: RunID?
  /// Of a message about an object as a whole.
  package var object: ObjectID?
  /// The row of the history that it tells of, or the event of the object's.
  package var sequence: Int
  package var message: NewDelivery
  /// How often delivery was tried.
  package var attempts: Int
  package var nextAttempt: Timestamp
  package var state: State
  package var lastError: String?
}
