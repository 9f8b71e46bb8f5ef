import KilimModel

extension StoreReader {
  /// Every step of a run's life, oldest first.
  package func history(of run: RunID) throws(StoreError) -> [HistoryRecord] {
    try history(of: run, from: 1, count: Int(Int32.max))
  }

  /// `count` steps of the history from a sequence on.
  func history(
    of run: RunID, from first: Int, count: Int
  ) throws(StoreError) -> [HistoryRecord] {
    // From the row on that has the step before: what a step came from is the status of that one.
    let select = try prepare(
      """
      SELECT sequence, time, status, cause, message, further FROM history
      WHERE run = ?1 AND sequence <= ?3 AND sequence >= ifnull(
        (SELECT max(sequence) FROM history WHERE run = ?1 AND sequence < ?2), 0)
      ORDER BY sequence
      """)
    select.bind(1, run.rawValue)
    select.bind(2, first)
    select.bind(3, first + count - 1)
    defer { select.reset() }
    var records: [HistoryRecord] = []
    var from: RunStatus?
    while try select.step() {
      var sequence = select.count(0)
      if sequence == 2, from == nil { from = .pending }
      for step in try historySteps(select) {
        if sequence >= first, sequence < first + count {
          records.append(
            HistoryRecord(
              sequence: sequence, time: step.time, from: from, status: step.status,
              cause: step.cause, message: step.message))
        }
        from = step.status
        sequence += 1
      }
    }
    if first == 1, records.first?.sequence != 1, let creation = try creation(of: run) {
      records.insert(creation, at: 0)
    }
    return records
  }

  /// The first step of a run that has no row for it; nil when the run's rows are gone.
  private func creation(of run: RunID) throws(StoreError) -> HistoryRecord? {
    let select = try prepare(
      "SELECT l.created FROM runs r JOIN ledger l ON l.run = r.id WHERE r.id = ?")
    select.bind(1, run.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return HistoryRecord(
      sequence: 1, time: select.time(0), from: nil, status: .pending, cause: .created)
  }

  private func historySteps(_ row: PreparedStatement) throws(StoreError) -> [HistoryStep] {
    guard let cause = TransitionCause(rawValue: row.count(3)) else {
      throw corrupt("there is no cause \(row.integer(3))")
    }
    let first = HistoryStep(
      time: row.time(1), status: try status(row, 2), cause: cause, message: row.optionalText(4))
    guard let bytes = row.optionalBytes(5) else { return [first] }
    guard let further = FurtherSteps.steps(bytes, after: first.time) else {
      throw corrupt("a row of the history cannot be read")
    }
    return [first] + further
  }
}
