import KilimModel

extension StoreTransaction {
  /// Stores new runs, PENDING, each with the next number of its owner, its first step of the history
  /// and its row of the ledger.
  ///
  /// - Returns: Keys and numbers, in the order of `runs`.
  @discardableResult
  package func insertRuns(_ runs: [NewRun]) throws(StoreError) -> [StoredRun] {
    let statements = try InsertRunStatements(self)
    var stored: [StoredRun] = []
    stored.reserveCapacity(runs.count)
    for run in runs { stored.append(try insert(run, statements)) }
    return stored
  }

  /// The number that the next run of an object gets: numbers of deleted runs are not used again.
  package func nextRunNumber(of object: ObjectID) throws(StoreError) -> Int {
    try nextRunNumber(of: object, point: 0, prepare(InsertRunStatements.nextNumber))
  }

  func nextRunNumber(
    of object: ObjectID, point: Int, _ select: PreparedStatement
  ) throws(StoreError) -> Int {
    select.bind(1, object.rawValue)
    select.bind(2, point)
    guard try select.step() else { return 1 }
    defer { select.reset() }
    return select.count(0)
  }

  private func insert(
    _ run: NewRun, _ statements: InsertRunStatements
  ) throws(StoreError) -> StoredRun {
    let plan = try documentID(run.plan.template, for: .plan)
    var components: Int64?
    if let text = run.components { components = try documentID(text, for: .components) }
    return try insert(
      RunRow(
        owner: run.owner, uuid: run.uuid, identity: run.identity, plan: plan,
        components: components, token: run.token, commit: run.commit, priority: run.priority,
        created: run.created, request: run.request),
      statements)
  }

  func insert(
    _ run: RunRow, _ statements: InsertRunStatements
  ) throws(StoreError) -> StoredRun {
    let number = try nextRunNumber(of: run.owner.id, point: run.owner.point, statements.number)
    let ledger = statements.ledger
    ledger.bind(1, run.owner.id.rawValue)
    ledger.bind(2, number)
    ledger.bind(3, run.uuid.bytes)
    ledger.bind(4, run.identity)
    ledger.bind(5, run.created)
    ledger.bind(6, run.commit)
    ledger.bind(7, run.owner.point)
    try ledger.run()
    let id = RunID(database.lastInsertedRowID)

    let insert = statements.run
    insert.bind(1, id.rawValue)
    insert.bind(2, run.plan)
    insert.bind(3, run.components)
    insert.bind(4, run.created)
    insert.bind(5, run.token)
    insert.bind(6, run.priority)
    try insert.run()

    if let request = run.request {
      let made = HistoryStep(
        time: run.created, status: .pending, cause: .created, message: request.rawValue)
      try appendHistory(of: id, from: 1, [made], statements.history)
    }
    changes.append(run: id, firstSequence: 1, count: 1, time: run.created)
    return StoredRun(id: id, number: number)
  }
}

/// Key and number of a run that was just stored.
package struct StoredRun: Sendable, Hashable {
  package var id: RunID
  package var number: Int
}

/// A run whose texts are stored.
struct RunRow {
  var owner: RunOwner
  var uuid: RunUUID
  var identity: [UInt8]
  var plan: Int64
  var components: Int64?
  var token: [UInt8]
  var commit: String?
  var priority: Int
  var created: Timestamp
  var request: RunRequest?
}

/// Looked up once for many runs.
struct InsertRunStatements {
  static let nextNumber = """
    SELECT ifnull(max(number), 0) + 1 FROM ledger WHERE object = ? AND point = ?
    """

  var number: PreparedStatement
  var ledger: PreparedStatement
  var run: PreparedStatement
  var history: PreparedStatement

  init(_ transaction: StoreTransaction) throws(StoreError) {
    number = try transaction.prepare(Self.nextNumber)
    ledger = try transaction.prepare(
      """
      INSERT INTO ledger (object, number, uuid, identity, created, source_commit, point)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    run = try transaction.prepare(
      """
      INSERT INTO runs (id, plan, components, sequence, updated, status, cancel_requested, attempt,
        token, priority) VALUES (?, ?, ?, 1, ?, 0, 0, 1, ?, ?)
      """)
    history = try transaction.prepare(StoreTransaction.insertHistory)
  }
}
