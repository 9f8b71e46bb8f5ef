package import KilimModel

extension StoreReader {
  /// The runs that a filter lets through, newest first.
  package func runs(_ filter: RunFilter) throws(StoreError) -> [RunRecord] {
    var conditions = ""
    if !filter.statuses.isEmpty {
      let codes = filter.statuses.map { String($0.rawValue) }.sorted()
      let status = filter.includesCollected ? "ifnull(r.status, l.verdict)" : "r.status"
      conditions += " AND \(status) IN (\(codes.joined(separator: ", ")))"
      // So that the index of active runs answers.
      if filter.statuses.allSatisfy({ !$0.isTerminal }) { conditions += " AND r.status < 10" }
    }
    if let kind = filter.kind { conditions += " AND o.kind = \(kind.storedCode)" }
    if let since = filter.since { conditions += " AND l.created >= \(since.milliseconds)" }
    if filter.name != nil { conditions += " AND o.name = ?1" }
    conditions += String(repeating: Self.labelCondition, count: filter.labels.count)
    let limit = filter.limit.map { " LIMIT \(max(0, $0))" } ?? ""
    // The first parameter is always there, so that labels have fixed places.
    let select = try prepare(
      (filter.includesCollected ? Self.knownRunColumns + " AND" : Self.runColumns + " WHERE")
        + " ifnull(?1, '') IS NOT NULL\(conditions) ORDER BY l.run DESC\(limit)")
    select.bind(1, filter.name)
    bindLabels(filter.labels, to: select, from: 2)
    return try allRuns(select)
  }

  /// Hands over the runs that have not ended, in the order of their keys, without their plans.
  ///
  /// - Parameter after: Only runs with a greater key: those that are new since the last look.
  package func activeRuns(
    after: RunID = RunID(0), _ body: (RunRecord) throws(StoreError) -> Void
  ) throws(StoreError) {
    let select = try prepare(Self.runColumns + " WHERE r.id = ?")
    for id in try activeRunIDs(after: after) {
      select.bind(1, id.rawValue)
      guard try select.step() else { continue }
      defer { select.reset() }
      try body(try runRecord(select))
    }
  }

  /// Runs that somebody wants cancelled and that have not ended, in the order of their keys.
  package func cancelRequests() throws(StoreError) -> [RunID] {
    try runIDs(
      prepare(
        "SELECT id FROM runs WHERE cancel_requested = 1 AND status < 10 ORDER BY id"))
  }

  /// How many runs there are in each status; a status without runs is left out.
  package func runCounts() throws(StoreError) -> [RunStatus: Int] {
    let select = try prepare("SELECT status, count(*) FROM runs GROUP BY status")
    defer { select.reset() }
    var counts: [RunStatus: Int] = [:]
    while try select.step() { counts[try status(select, 0)] = select.count(1) }
    return counts
  }

  private func activeRunIDs(after: RunID) throws(StoreError) -> [RunID] {
    // New runs are a short stretch at the end of the table; all of them are found by status.
    let index = after.rawValue > 0 ? "NOT INDEXED" : "INDEXED BY runs_by_status"
    let select = try prepare(
      "SELECT id FROM runs \(index) WHERE id > ? AND status < 10 ORDER BY id")
    select.bind(1, after.rawValue)
    return try runIDs(select)
  }

  private func runIDs(_ select: PreparedStatement) throws(StoreError) -> [RunID] {
    defer { select.reset() }
    var ids: [RunID] = []
    while try select.step() { ids.append(RunID(select.integer(0))) }
    return ids
  }
}
