package import KilimModel

/// A sweep whose subscribers have not heard of what happened last.
package struct UntoldSweep: Sendable, Hashable {
  package var sweep: SweepRecord
  /// As it was given to `putSweep`.
  package var subscribers: String
  /// So many failed points were told of.
  package var failuresTold: Int
  /// When further ones are to be; nil when that is not set.
  package var failuresDue: Timestamp?
}

extension StoreReader {
  /// The sweeps that stand and have something to tell, oldest first.
  package func untoldSweeps() throws(StoreError) -> [UntoldSweep] {
    let select = try prepare(
      """
      SELECT s.object, s.subscribers, s.failures_told, s.failures_due
      FROM sweeps s JOIN objects o ON o.id = s.object
      WHERE s.untold = 1 AND s.subscribers IS NOT NULL AND o.deleted IS NULL ORDER BY s.object
      """)
    var rows: [(id: ObjectID, subscribers: String, told: Int, due: Timestamp?)] = []
    while try select.step() {
      rows.append(
        (ObjectID(select.integer(0)), select.text(1), select.count(2), select.optionalTime(3)))
    }
    select.reset()
    var untold: [UntoldSweep] = []
    for row in rows {
      guard let sweep = try sweep(row.id) else { continue }
      untold.append(
        UntoldSweep(
          sweep: sweep, subscribers: row.subscribers, failuresTold: row.told,
          failuresDue: row.due))
    }
    return untold
  }
}

extension StoreTransaction {
  /// Notes that a sweep's subscribers were told of its end.
  package func noteEndTold(_ sweep: SweepRecord) throws(StoreError) {
    let update = try prepare(
      "UPDATE sweeps SET untold = 0, failures_told = failed, failures_due = NULL WHERE object = ?")
    update.bind(1, sweep.id.rawValue)
    try update.run()
  }

  /// Sets when subscribers are told of failures.
  package func setFailuresDue(_ sweep: SweepRecord, _ due: Timestamp) throws(StoreError) {
    let update = try prepare("UPDATE sweeps SET failures_due = ? WHERE object = ?")
    update.bind(1, due)
    update.bind(2, sweep.id.rawValue)
    try update.run()
  }

  /// Notes that they were told of all points that have failed so far, and when of the next ones.
  package func noteFailuresTold(
    _ sweep: SweepRecord, next: Timestamp
  ) throws(StoreError) {
    let update = try prepare(
      "UPDATE sweeps SET failures_told = failed, failures_due = ? WHERE object = ?")
    update.bind(1, next)
    update.bind(2, sweep.id.rawValue)
    try update.run()
  }
}
