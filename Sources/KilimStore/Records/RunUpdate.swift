package import KilimLifecycle
package import KilimModel

/// What happened to one run, in its order.
package struct RunUpdate: Sendable, Hashable {
  package var run: RunID
  package var events: [TimedEvent]

  package init(run: RunID, events: [TimedEvent]) {
    self.run = run
    self.events = events
  }
}

package struct TimedEvent: Sendable, Hashable {
  package var event: RunEvent
  package var time: Timestamp

  package init(_ event: RunEvent, at time: Timestamp) {
    self.event = event
    self.time = time
  }
}

/// A step of a run's life at the moment it is written.
package struct Transition: Sendable, Hashable {
  package var run: RunID
  /// Of its row in the history.
  package var sequence: Int
  package var event: RunEvent
  package var time: Timestamp
  package var before: RunState
  package var after: RunState
}
