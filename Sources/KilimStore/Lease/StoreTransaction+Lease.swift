package import KilimModel

extension StoreTransaction {
  func acquireLease(
    _ holder: LeaseHolder, now: Timestamp, isAlive: (LeaseHolder) -> Bool
  ) throws(StoreError) -> LeaseAnswer {
    let row = try leaseRow()
    if let row, !row.released {
      if row.lease.holder == holder { return .acquired(row.lease) }
      if LeaseRule.holds(row.lease, against: holder, now: now, isAlive: isAlive) {
        return .held(row.lease, words: LeaseRule.words(row.lease, for: holder, now: now))
      }
    }
    let lease = Lease(
      holder: holder, term: (row?.lease.term ?? 0) + 1, acquired: now, renewed: now)
    try write(lease)
    return .acquired(lease)
  }

  /// Makes sure that a lease still holds; call it first in every transaction of an engine.
  ///
  /// - Throws: `leaseLost` when somebody else took it over.
  package func confirm(_ lease: Lease) throws(StoreError) {
    let select = try prepare("SELECT 1 FROM lease WHERE term = ? AND released = 0")
    select.bind(1, lease.term)
    guard try select.step() else {
      throw .leaseLost(try self.lease()?.holderText ?? "the lease was given up")
    }
    select.reset()
  }

  /// Says that the holder is still there.
  ///
  /// - Throws: `leaseLost`.
  package func renew(_ lease: Lease, now: Timestamp) throws(StoreError) {
    try confirm(lease)
    let update = try prepare("UPDATE lease SET renewed = ? WHERE term = ?")
    update.bind(1, now)
    update.bind(2, lease.term)
    try update.run()
  }

  /// Gives the lease up. Nothing happens when it is lost already.
  package func release(_ lease: Lease) throws(StoreError) {
    let update = try prepare("UPDATE lease SET released = 1 WHERE term = ?")
    update.bind(1, lease.term)
    try update.run()
  }

  private func write(_ lease: Lease) throws(StoreError) {
    let insert = try prepare(
      """
      INSERT OR REPLACE INTO lease (id, term, host, process, boot, process_start, acquired, renewed)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, lease.term)
    insert.bind(2, lease.holder.host)
    insert.bind(3, Int64(lease.holder.processID))
    insert.bind(4, lease.holder.bootID)
    insert.bind(5, lease.holder.processStart)
    insert.bind(6, lease.acquired)
    insert.bind(7, lease.renewed)
    try insert.run()
  }
}
