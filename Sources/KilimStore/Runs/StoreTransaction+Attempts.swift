package import KilimLifecycle
package import KilimModel

extension StoreReader {
  /// All attempts of a run, oldest first.
  package func attempts(of run: RunID) throws(StoreError) -> [AttemptRecord] {
    let exit = """
      exit_code, exit_signal, started, ended, peak_memory, cpu_time, timed_out, exit_cancelled, \
      scheduler_end
      """
    let select = try prepare(
      """
      SELECT number, token, process, \(exit), cause, memory_mb, max_minutes FROM attempts
      WHERE run = ?1
      UNION ALL SELECT attempt, token, process, \(exit), NULL, memory_mb, max_minutes FROM runs
      WHERE id = ?1 ORDER BY 1
      """)
    select.bind(1, run.rawValue)
    defer { select.reset() }
    var records: [AttemptRecord] = []
    while try select.step() {
      records.append(
        AttemptRecord(
          number: select.count(0), token: select.bytes(1),
          processID: select.optionalInteger(2).map { Int32(truncatingIfNeeded: $0) },
          exit: exitRecord(select, from: 3), cause: try cause(select, 12),
          limits: attemptLimits(select, from: 13)))
    }
    return records
  }

  /// How often each cause has started another attempt of a run.
  package func earlierCauses(of run: RunID) throws(StoreError) -> [RetryCause: Int] {
    let select = try prepare(
      "SELECT cause, count(*) FROM attempts WHERE run = ? AND cause IS NOT NULL GROUP BY cause")
    select.bind(1, run.rawValue)
    defer { select.reset() }
    var counts: [RetryCause: Int] = [:]
    while try select.step() {
      if let cause = try cause(select, 0) { counts[cause] = select.count(1) }
    }
    return counts
  }

  /// From two columns; nil for the plan's own.
  func attemptLimits(_ row: PreparedStatement, from first: Int32) -> AttemptLimits? {
    guard !row.isNull(first), !row.isNull(first + 1) else { return nil }
    return AttemptLimits(memoryMB: row.count(first), maxMinutes: row.count(first + 1))
  }

  private func cause(_ row: PreparedStatement, _ column: Int32) throws(StoreError) -> RetryCause? {
    guard let code = row.optionalInteger(column) else { return nil }
    guard let cause = RetryCause(storedCode: code) else {
      throw corrupt("there is no cause of an attempt \(code)")
    }
    return cause
  }
}

extension StoreTransaction {
  /// Begins the next attempt of a run: what is known of the present one moves to the attempts that
  /// are over, and its exit leaves the run's state. The status is not touched.
  package func startAttempt(_ run: RunID, _ next: NextAttempt) throws(StoreError) {
    let copy = try prepare(
      """
      INSERT INTO attempts (run, number, token, process, exit_code, exit_signal, started, ended,
        peak_memory, cpu_time, timed_out, exit_cancelled, scheduler_end, memory_mb, max_minutes,
        cause)
      SELECT id, attempt, token, process, exit_code, exit_signal, started, ended, peak_memory,
        cpu_time, timed_out, exit_cancelled, scheduler_end, memory_mb, max_minutes, ?2 FROM runs WHERE id = ?1
      """)
    copy.bind(1, run.rawValue)
    copy.bind(2, next.cause.storedCode)
    try copy.run()
    guard database.changesCount == 1 else { throw .notFound("run with key \(run.rawValue)") }
    let update = try prepare(
      """
      UPDATE runs SET attempt = attempt + 1, token = ?, process = NULL, exit_code = NULL,
        exit_signal = NULL, started = NULL, ended = NULL, peak_memory = NULL, cpu_time = NULL,
        timed_out = NULL, exit_cancelled = NULL, scheduler_end = NULL, not_before = ?,
        memory_mb = ?, max_minutes = ?
      WHERE id = ?
      """)
    update.bind(1, next.token)
    update.bind(2, next.notBefore)
    update.bind(3, Int64(next.limits.memoryMB))
    update.bind(4, Int64(next.limits.maxMinutes))
    update.bind(5, run.rawValue)
    try update.run()
  }

  /// Forgets a run but for its row of the ledger. The run should have ended.
  package func deleteRun(_ run: RunID) throws(StoreError) {
    let delete = try prepare("DELETE FROM runs WHERE id = ?")
    delete.bind(1, run.rawValue)
    try delete.run()
  }
}
