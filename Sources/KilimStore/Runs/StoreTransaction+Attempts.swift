import KilimModel

extension StoreReader {
  /// All attempts of a run, oldest first.
  package func attempts(of run: RunID) throws(StoreError) -> [AttemptRecord] {
    let exit = """
      exit_code, exit_signal, started, ended, peak_memory, cpu_time, timed_out, exit_cancelled
      """
    let select = try prepare(
      """
      SELECT number, token, process, \(exit) FROM attempts WHERE run = ?1
      UNION ALL SELECT attempt, token, process, \(exit) FROM runs WHERE id = ?1 ORDER BY 1
      """)
    select.bind(1, run.rawValue)
    defer { select.reset() }
    var records: [AttemptRecord] = []
    while try select.step() {
      records.append(
        AttemptRecord(
          number: select.count(0), token: select.bytes(1),
          processID: select.optionalInteger(2).map { Int32(truncatingIfNeeded: $0) },
          exit: exitRecord(select, from: 3)))
    }
    return records
  }
}

extension StoreTransaction {
  /// Begins the next attempt of a run: what is known of the present one moves to the attempts that
  /// are over, and its exit leaves the run's state. The status is not touched.
  package func startAttempt(_ run: RunID, token: [UInt8]) throws(StoreError) {
    let copy = try prepare(
      """
      INSERT INTO attempts SELECT id, attempt, token, process, exit_code, exit_signal, started,
        ended, peak_memory, cpu_time, timed_out, exit_cancelled FROM runs WHERE id = ?
      """)
    copy.bind(1, run.rawValue)
    try copy.run()
    guard database.changesCount == 1 else { throw .notFound("run with key \(run.rawValue)") }
    let update = try prepare(
      """
      UPDATE runs SET attempt = attempt + 1, token = ?, process = NULL, exit_code = NULL,
        exit_signal = NULL, started = NULL, ended = NULL, peak_memory = NULL, cpu_time = NULL,
        timed_out = NULL, exit_cancelled = NULL WHERE id = ?
      """)
    update.bind(1, token)
    update.bind(2, run.rawValue)
    try update.run()
  }

  /// Forgets a run but for its row of the ledger. The run should have ended.
  package func deleteRun(_ run: RunID) throws(StoreError) {
    let delete = try prepare("DELETE FROM runs WHERE id = ?")
    delete.bind(1, run.rawValue)
    try delete.run()
  }
}
