package import KilimModel

extension StoreReader {
  /// The transitions of all runs after a place in their order, as they were written.
  ///
  /// - Parameter limit: At least so many, when there are so many: a transaction's transitions stay
  ///   together.
  package func events(
    after cursor: EventCursor, limit: Int = 1000
  ) throws(StoreError) -> EventPage {
    var page = EventPage(events: [], cursor: cursor)
    let select = try prepare("SELECT id, transitions FROM changes WHERE id > ? ORDER BY id")
    select.bind(1, cursor.rawValue)
    defer { select.reset() }
    while page.events.count < limit, try select.step() {
      guard let entries = ChangeList.entries(select.bytes(1)) else {
        throw corrupt("the list of changes \(select.integer(0)) cannot be read")
      }
      page.cursor = EventCursor(select.integer(0))
      for entry in entries { page.events += try events(of: entry) }
    }
    return page
  }

  /// After the newest event.
  package func newestCursor() throws(StoreError) -> EventCursor {
    try cursor(prepare("SELECT ifnull(max(id), 0) FROM changes"))
  }

  /// Before the first event at or after a time.
  package func cursor(before time: Timestamp) throws(StoreError) -> EventCursor {
    let select = try prepare(
      "SELECT ifnull(max(id), 0) FROM changes WHERE id < ifnull("
        + "(SELECT min(id) FROM changes WHERE time >= ?), 9223372036854775807)")
    select.bind(1, time)
    return try cursor(select)
  }

  private func cursor(_ select: PreparedStatement) throws(StoreError) -> EventCursor {
    guard try select.step() else { return .start }
    defer { select.reset() }
    return EventCursor(select.integer(0))
  }

  /// Empty when the run's rows have been deleted since.
  private func events(of entry: ChangeList.Entry) throws(StoreError) -> [StoredEvent] {
    let select = try prepare(
      """
      SELECT o.kind, o.name, l.number, l.uuid, l.point FROM ledger l JOIN objects o ON o.id = l.object
      WHERE l.run = ?
      """)
    select.bind(1, entry.run.rawValue)
    guard try select.step() else { return [] }
    defer { select.reset() }
    let owner = try resourceName(select, kind: 0, name: 1, point: 4)
    let uuid = try uuid(select, 3)
    var events: [StoredEvent] = []
    for record in try history(of: entry.run, from: entry.firstSequence, count: entry.count) {
      events.append(
        StoredEvent(
          run: entry.run, owner: owner, number: select.count(2), uuid: uuid, history: record))
    }
    return events
  }
}
