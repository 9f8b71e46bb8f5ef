import KilimModel

extension StoreTransaction {
  static let insertHistory = """
    INSERT INTO history (run, sequence, time, status, cause, message, further)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """

  /// One row for all that a transaction has to say of a run.
  ///
  /// - Parameter sequence: of the first step; the others follow.
  func appendHistory(
    of run: RunID, from sequence: Int, _ steps: [HistoryStep], _ insert: PreparedStatement
  ) throws(StoreError) {
    guard let first = steps.first else { return }
    insert.bind(1, run.rawValue)
    insert.bind(2, sequence)
    insert.bind(3, first.time)
    insert.bind(4, first.status.rawValue)
    insert.bind(5, first.cause.rawValue)
    insert.bind(6, first.message)
    insert.bind(7, FurtherSteps.bytes(of: steps.dropFirst(), after: first.time))
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
