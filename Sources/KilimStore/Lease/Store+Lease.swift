package import KilimModel

extension Store {
  /// Another host's lease counts as given up when it was not renewed for so long: its processes
  /// cannot be looked at from here.
  package static let foreignLeaseSeconds: Int64 = 900

  /// Takes the lease, or says who has it. A holder that is provably gone is replaced at once.
  ///
  /// - Parameter isAlive: Whether a process of this host, since its present boot, still lives.
  package func acquireLease(
    _ holder: LeaseHolder, now: Timestamp, isAlive: (LeaseHolder) -> Bool
  ) throws(StoreError) -> LeaseAnswer {
    // A crash of the machine ends every holder: a lease that did not reach the disk is not missed.
    try writeUnsynced { transaction throws(StoreError) in
      try transaction.acquireLease(holder, now: now, isAlive: isAlive)
    }
  }

  /// Says that the holder is still there.
  ///
  /// - Throws: `leaseLost`.
  package func renewLease(_ lease: Lease, now: Timestamp) throws(StoreError) {
    try writeUnsynced { transaction throws(StoreError) in
      try transaction.renew(lease, now: now)
    }
  }

  /// Gives the lease up. Nothing happens when it is lost already.
  package func releaseLease(_ lease: Lease) throws(StoreError) {
    try writeUnsynced { transaction throws(StoreError) in try transaction.release(lease) }
  }
}

extension StoreReader {
  /// Who drives this state, or did last; nil when nobody does.
  package func lease() throws(StoreError) -> Lease? {
    guard let row = try leaseRow(), !row.released else { return nil }
    return row.lease
  }

  func leaseRow() throws(StoreError) -> (lease: Lease, released: Bool)? {
    let select = try prepare(
      """
      SELECT term, host, process, boot, process_start, acquired, renewed, released FROM lease
      """)
    guard try select.step() else { return nil }
    defer { select.reset() }
    let holder = LeaseHolder(
      host: select.text(1), processID: Int32(truncatingIfNeeded: select.integer(2)),
      bootID: select.text(3), processStart: select.integer(4))
    return (
      Lease(
        holder: holder, term: select.integer(0), acquired: select.time(5),
        renewed: select.time(6)), select.flag(7)
    )
  }
}
