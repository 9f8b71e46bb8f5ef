package import KilimModel

extension StoreTransaction {
  /// Claims runs that are to go: from now on they count as collected, whatever happens to the
  /// claimer. Runs that have not ended, about which a message waits, or that somebody else claimed
  /// are left out.
  ///
  /// - Returns: those that were claimed.
  package func claim(
    _ claims: [CollectionClaim], now: Timestamp
  ) throws(StoreError) -> [RunID] {
    let update = try prepare(
      """
      UPDATE ledger SET collected = ?1, collected_reason = ?2 WHERE run = ?3 AND collected IS NULL
        AND EXISTS (SELECT 1 FROM runs WHERE id = ?3 AND status >= 10)
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE run = ?3 AND state = 0 AND expires > ?1)
      """)
    let insert = try prepare("INSERT INTO collecting (run) VALUES (?)")
    var claimed: [RunID] = []
    for claim in claims {
      update.bind(1, now)
      update.bind(2, claim.reason.rawValue)
      update.bind(3, claim.run.rawValue)
      try update.run()
      guard database.changesCount > 0 else { continue }
      insert.bind(1, claim.run.rawValue)
      try insert.run()
      claimed.append(claim.run)
    }
    return claimed
  }

  /// Deletes the rows of claimed runs whose directories are gone; the ledger's stay.
  ///
  /// - Parameter runs: with what their directories held; nil where that is not known.
  package func finishCollections(
    _ runs: [(run: RunID, bytes: Int64?)]
  ) throws(StoreError) {
    let note = try prepare("UPDATE ledger SET bytes = ifnull(?, bytes) WHERE run = ?")
    let done = try prepare("DELETE FROM collecting WHERE run = ?")
    for (run, bytes) in runs {
      note.bind(1, bytes)
      note.bind(2, run.rawValue)
      try note.run()
      try deleteRun(run)
      done.bind(1, run.rawValue)
      try done.run()
    }
  }

  /// Notes what the directories of runs hold, for the next who asks.
  package func noteBytes(_ runs: [(run: RunID, bytes: Int64)]) throws(StoreError) {
    let update = try prepare("UPDATE ledger SET bytes = ? WHERE run = ?")
    for (run, bytes) in runs {
      update.bind(1, bytes)
      update.bind(2, run.rawValue)
      try update.run()
    }
  }
}
