package import KilimModel

extension StoreReader {
  /// Declarations whose text has a `retention`, removed ones included: what was said last still
  /// holds for their runs.
  package func objectsWithRetention() throws(StoreError) -> [ObjectRecord] {
    try objects(" WHERE instr(d.text, '\"retention\"') > 0 AND o.kind IN (3, 5) ORDER BY o.id")
  }

  /// Declarations that had runs, removed ones included.
  package func objectsWithRuns() throws(StoreError) -> [ObjectRecord] {
    try objects(" WHERE o.id IN (SELECT object FROM ledger) ORDER BY o.id")
  }

  /// The runs of an object and of its points that were not collected, in the order of points and
  /// numbers.
  ///
  /// - Parameter point: only that one's; nil for all.
  package func keptRuns(
    of object: ObjectRecord, point: Int? = nil
  ) throws(StoreError) -> [KeptRun] {
    let select = try prepare(
      """
      SELECT l.run, l.point, l.number, l.uuid, r.status, l.ended, l.bytes, r.id IS NULL
        OR l.collected IS NOT NULL
      FROM ledger l LEFT JOIN runs r ON r.id = l.run
      WHERE l.object = ?1 AND (?2 IS NULL OR l.point = ?2) ORDER BY l.point, l.number
      """)
    select.bind(1, object.id.rawValue)
    select.bind(2, point.map { Int64($0) })
    defer { select.reset() }
    var runs: [KeptRun] = []
    // A collected run may be the newest one: then no other is.
    var newest: (point: Int, number: Int)?
    func close() {
      guard let last = runs.last, let newest, newest == (last.owner.point, last.number) else {
        return
      }
      runs[runs.count - 1].isNewest = true
    }
    while try select.step() {
      let (point, number) = (select.count(1), select.count(2))
      if newest?.point != point { close() }
      newest = (point, number)
      if select.flag(7) { continue }
      runs.append(
        KeptRun(
          id: RunID(select.integer(0)),
          owner: RunOwner(id: object.id, name: object.name, point: point), number: number,
          uuid: try uuid(select, 3), status: try status(select, 4), ended: select.optionalTime(5),
          bytes: select.optionalInteger(6), isNewest: false))
    }
    close()
    return runs
  }

  /// Runs about which a message waits that may still be sent.
  package func runsWithWaitingMessages(now: Timestamp) throws(StoreError) -> Set<RunID> {
    try runSet(
      """
      SELECT DISTINCT run FROM outbox
      WHERE run IS NOT NULL AND state = 0 AND expires > \(now.milliseconds)
      """)
  }

  /// Runs whose results a point of a sweep that stands has, or a step of a workflow.
  package func reusedRuns() throws(StoreError) -> Set<RunID> {
    try runSet(
      """
      SELECT DISTINCT u.run FROM reused_runs u JOIN objects o ON o.id = u.sweep
      JOIN points p ON p.sweep = u.sweep AND p.position = u.position
      WHERE o.deleted IS NULL AND p.state = 5
      UNION
      SELECT s.reused_run FROM steps s JOIN objects o ON o.id = s.workflow
      WHERE o.deleted IS NULL AND s.reused_run IS NOT NULL
      """)
  }

  /// Runs that were claimed by somebody who did not come to the end, oldest first.
  package func unfinishedCollections() throws(StoreError) -> [RunID] {
    let select = try prepare("SELECT run FROM collecting ORDER BY run")
    defer { select.reset() }
    var runs: [RunID] = []
    while try select.step() { runs.append(RunID(select.integer(0))) }
    return runs
  }

  /// Whether any stored text has these words.
  package func isMentioned(_ words: String) throws(StoreError) -> Bool {
    let select = try prepare("SELECT 1 FROM documents WHERE instr(text, ?) > 0 LIMIT 1")
    select.bind(1, words)
    defer { select.reset() }
    return try select.step()
  }

  private func runSet(_ sql: String) throws(StoreError) -> Set<RunID> {
    let select = try prepare(sql)
    defer { select.reset() }
    var runs: Set<RunID> = []
    while try select.step() { runs.insert(RunID(select.integer(0))) }
    return runs
  }
}
