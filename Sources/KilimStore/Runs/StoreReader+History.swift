import KilimModel

extension StoreReader {
  /// Every step of a run's life, oldest first.
  package func history(of run: RunID) throws(StoreError) -> [HistoryRecord] {
    try history(of: run, from: 1, count: Int(Int32.max))
  }

  /// `count` rows of the history from a sequence on.
  func history(
    of run: RunID, from first: Int, count: Int
  ) throws(StoreError) -> [HistoryRecord] {
    // One row more, in front: what a step came from is the status of the row before.
    let select = try prepare(
      """
      SELECT sequence, time, status, cause, message FROM history
      WHERE run = ? AND sequence BETWEEN ? AND ? ORDER BY sequence
      """)
    select.bind(1, run.rawValue)
    select.bind(2, first - 1)
    select.bind(3, first + count - 1)
    defer { select.reset() }
    var records: [HistoryRecord] = []
    var from: RunStatus?
    while try select.step() {
      let record = try historyRecord(select, from: from)
      from = record.status
      if record.sequence >= first { records.append(record) }
    }
    return records
  }

  private func historyRecord(
    _ row: PreparedStatement, from: RunStatus?
  ) throws(StoreError) -> HistoryRecord {
    guard let cause = TransitionCause(rawValue: row.count(3)) else {
      throw corrupt("there is no cause \(row.integer(3))")
    }
    return HistoryRecord(
      sequence: row.count(0), time: row.time(1), from: from, status: try status(row, 2),
      cause: cause, message: row.optionalText(4))
  }
}
