package import KilimModel

extension StoreReader {
  /// What `apply` compares a declaration with; nil when there never was one of that name.
  package func declaration(_ name: ResourceName) throws(StoreError) -> DeclarationSummary? {
    let select = try prepare(
      """
      SELECT o.id, o.generation, d.digest, m.digest, o.identity, o.deleted IS NOT NULL,
        o.update_pending, CASE WHEN l.collected IS NULL THEN r.id ELSE l.run END, l.number,
        l.identity, ifnull(r.status, l.verdict),
        CASE WHEN r.id IS NULL THEN l.condition ELSE r.condition END, ifnull(r.cancel_requested, 0)
      FROM objects o JOIN documents d ON d.id = o.spec LEFT JOIN documents m ON m.id = o.metadata
      LEFT JOIN ledger l ON l.object = o.id AND l.point = 0
        AND l.number = (SELECT max(number) FROM ledger WHERE object = o.id AND point = 0)
      LEFT JOIN runs r ON r.id = l.run
      WHERE o.kind = ? AND o.name = ?
      """)
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return DeclarationSummary(
      owner: RunOwner(id: ObjectID(select.integer(0)), name: name), generation: select.count(1),
      specDigest: select.bytes(2), metadataDigest: select.optionalBytes(3),
      identity: select.optionalBytes(4), isDeleted: select.flag(5), updatePending: select.flag(6),
      newestRun: try newestRun(select))
  }

  private func newestRun(
    _ row: PreparedStatement
  ) throws(StoreError) -> DeclarationSummary.NewestRun? {
    guard !row.isNull(7) else { return nil }
    return DeclarationSummary.NewestRun(
      id: RunID(row.integer(7)), number: row.count(8), identity: row.bytes(9),
      status: try status(row, 10), condition: try condition(row, 11),
      cancelRequested: row.flag(12))
  }

  func status(_ row: PreparedStatement, _ column: Int32) throws(StoreError) -> RunStatus {
    guard let status = RunStatus(rawValue: row.count(column)) else {
      throw corrupt("there is no status \(row.integer(column))")
    }
    return status
  }

  func condition(_ row: PreparedStatement, _ column: Int32) throws(StoreError) -> RunCondition? {
    guard let code = row.optionalInteger(column) else { return nil }
    guard let condition = RunCondition(storedCode: code) else {
      throw corrupt("there is no condition \(code)")
    }
    return condition
  }
}
