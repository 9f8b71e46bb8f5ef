package import KilimModel

/// One step of a run's life.
package struct HistoryRecord: Sendable, Hashable {
  /// From 1 for each run, without gaps.
  package var sequence: Int
  package var time: Timestamp
  /// Nil for the first row.
  package var from: RunStatus?
  package var status: RunStatus
  package var cause: TransitionCause
  package var message: String?
}

/// A step of the history with the run it belongs to, for followers of everything.
package struct StoredEvent: Sendable, Hashable {
  package var run: RunID
  package var owner: ResourceName
  package var number: Int
  package var uuid: RunUUID
  package var history: HistoryRecord
}

/// Events in the order in which they were written.
package struct EventPage: Sendable, Hashable {
  package var events: [StoredEvent]
  /// Where the next page starts.
  package var cursor: EventCursor

  package init(events: [StoredEvent], cursor: EventCursor) {
    self.events = events
    self.cursor = cursor
  }
}

/// A place in the order of all transitions.
package struct EventCursor: Sendable, Hashable, Comparable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Before the first event.
  package static let start = EventCursor(0)

  package static func < (left: EventCursor, right: EventCursor) -> Bool {
    left.rawValue < right.rawValue
  }
}
