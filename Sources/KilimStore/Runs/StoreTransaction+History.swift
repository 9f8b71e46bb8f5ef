import KilimModel

extension StoreTransaction {
  static let insertHistory = """
    INSERT INTO history (run, sequence, time, status, cause, message) VALUES (?, ?, ?, ?, ?, ?)
    """

  func appendHistory(
    run: RunID, sequence: Int, time: Timestamp, status: RunStatus, cause: TransitionCause,
    message: String?, _ insert: PreparedStatement
  ) throws(StoreError) {
    insert.bind(1, run.rawValue)
    insert.bind(2, sequence)
    insert.bind(3, time)
    insert.bind(4, status.rawValue)
    insert.bind(5, cause.rawValue)
    insert.bind(6, message)
    try insert.run()
  }

  /// One row for all transitions of the transaction.
  func writeChanges() throws(StoreError) {
    guard let time = changes.time else { return }
    let insert = try prepare("INSERT INTO changes (time, transitions) VALUES (?, ?)")
    insert.bind(1, time)
    insert.bind(2, changes.bytes)
    try insert.run()
    changes = ChangeList()
  }
}
