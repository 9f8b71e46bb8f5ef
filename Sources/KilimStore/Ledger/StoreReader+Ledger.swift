package import KilimModel

extension StoreReader {
  private static let columns = """
    SELECT l.run, o.kind, o.name, l.number, l.uuid, l.identity, l.verdict, l.condition, l.created, \
    l.started, l.ended, l.output_digest, l.source_commit, l.point, l.collected, l.collected_reason, \
    l.bytes
    FROM ledger l JOIN objects o ON o.id = l.object
    """

  /// The first parameter is the identity; the index has half of it.
  static let hasIdentity = """
    substr(l.identity, 1, 8) = substr(?1, 1, 8) AND l.identity = ?1
    """

  /// Every run that ever had an identity, oldest first.
  package func ledger(identity: [UInt8]) throws(StoreError) -> [LedgerEntry] {
    let select = try prepare(Self.columns + " WHERE \(Self.hasIdentity) ORDER BY l.run")
    select.bind(1, identity)
    return try entries(select)
  }

  /// Every run that an object ever had, oldest first; also when it was deleted.
  package func ledger(of owner: ResourceName) throws(StoreError) -> [LedgerEntry] {
    let select = try prepare(
      Self.columns + " WHERE o.kind = ? AND o.name = ? AND l.point = ? ORDER BY l.number")
    bind(owner, to: select)
    return try entries(select)
  }

  /// A run of an identity that another object finished; nil for none.
  ///
  /// - Parameter object: whose own runs are not asked for.
  package func finishedRun(
    identity: [UInt8], besides object: ObjectID?
  ) throws(StoreError) -> (owner: ResourceName, number: Int)? {
    let select = try prepare(
      """
      SELECT o.kind, o.name, l.number FROM ledger l JOIN objects o ON o.id = l.object
      WHERE \(Self.hasIdentity) AND l.verdict = ? AND l.object <> ? ORDER BY l.run DESC LIMIT 1
      """)
    select.bind(1, identity)
    select.bind(2, Int64(RunStatus.finished.rawValue))
    select.bind(3, object?.rawValue ?? 0)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return (try resourceName(select, kind: 0, name: 1), select.count(2))
  }

  /// The newest run of that identity (16 bytes) that finished; nil for none.
  package func finishedRun(_ identity: [UInt8]) throws(StoreError) -> RunID? {
    let select = try prepare(
      """
      SELECT l.run FROM ledger l WHERE \(Self.hasIdentity) AND l.verdict = 10
        AND l.collected IS NULL ORDER BY l.run DESC LIMIT 1
      """)
    select.bind(1, identity)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return RunID(select.integer(0))
  }

  package func ledgerEntry(_ run: RunID) throws(StoreError) -> LedgerEntry? {
    let select = try prepare(Self.columns + " WHERE l.run = ?")
    select.bind(1, run.rawValue)
    return try entries(select).first
  }

  private func entries(_ select: PreparedStatement) throws(StoreError) -> [LedgerEntry] {
    defer { select.reset() }
    var entries: [LedgerEntry] = []
    while try select.step() { entries.append(try entry(select)) }
    return entries
  }

  private func entry(_ row: PreparedStatement) throws(StoreError) -> LedgerEntry {
    var verdict: RunStatus?
    if !row.isNull(6) { verdict = try status(row, 6) }
    return LedgerEntry(
      run: RunID(row.integer(0)), owner: try resourceName(row, kind: 1, name: 2, point: 13),
      number: row.count(3), uuid: try uuid(row, 4), identity: row.bytes(5), verdict: verdict,
      condition: try condition(row, 7), created: row.time(8), started: row.optionalTime(9),
      ended: row.optionalTime(10), outputDigest: row.optionalBytes(11),
      commit: row.optionalText(12), collected: try collected(row, 14),
      bytes: row.optionalInteger(16))
  }
}

extension StoreTransaction {
  /// Notes what the archived outputs of a run amount to; 16 bytes.
  package func setOutputDigest(_ run: RunID, _ digest: [UInt8]) throws(StoreError) {
    let update = try prepare("UPDATE ledger SET output_digest = ? WHERE run = ?")
    update.bind(1, digest)
    update.bind(2, run.rawValue)
    try update.run()
  }
}
