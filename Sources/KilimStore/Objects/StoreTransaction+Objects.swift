package import KilimModel

extension StoreTransaction {
  /// Declares an object: creates it, changes it, or brings a removed one back.
  ///
  /// A changed spec counts the generation up. Each generation of a System or an App is kept as a
  /// revision; of the other kinds those that are replaced, so that a first apply pays nothing. Safe to repeat: the same content changes nothing.
  @discardableResult
  package func putObject(
    _ name: ResourceName, _ content: ObjectContent, now: Timestamp
  ) throws(StoreError) -> PutOutcome {
    let row = ObjectRow(
      spec: try documentID(content.spec, for: .spec), metadata: try metadataID(content.metadata),
      identity: content.identity, source: try sourceID(content.source),
      sourceLine: content.source.map { Int64($0.line) })
    let outcome: PutOutcome
    if let known = try knownObject(name) {
      outcome = try replace(known, name, row, now)
    } else {
      outcome = try insert(name, row, now)
    }
    try keepRevision(outcome, row, now)
    return outcome
  }

  /// Removes a declaration; its runs and the ledger stay. False when there is none that stands.
  @discardableResult
  package func markDeleted(_ name: ResourceName, now: Timestamp) throws(StoreError) -> Bool {
    let update = try prepare(
      """
      UPDATE objects SET deleted = ?, update_pending = 0
      WHERE kind = ? AND name = ? AND deleted IS NULL
      """)
    update.bind(1, now)
    update.bind(2, name.kind.storedCode)
    update.bind(3, name.name)
    try update.run()
    return database.changesCount > 0
  }

  /// Notes whether the newest spec still waits for a run of its own.
  package func setUpdatePending(_ object: ObjectID, _ pending: Bool) throws(StoreError) {
    let update = try prepare("UPDATE objects SET update_pending = ? WHERE id = ?")
    update.bind(1, pending)
    update.bind(2, object.rawValue)
    try update.run()
  }

  private struct ObjectRow: Equatable {
    var spec: Int64
    var metadata: Int64?
    var identity: [UInt8]?
    var source: Int64?
    var sourceLine: Int64?
  }

  private struct KnownObject {
    var id: ObjectID
    var generation: Int
    var row: ObjectRow
    var updated: Timestamp
    var isDeleted: Bool
  }

  private func metadataID(_ text: String?) throws(StoreError) -> Int64? {
    guard let text else { return nil }
    return try documentID(text, for: .metadata)
  }

  private func knownObject(_ name: ResourceName) throws(StoreError) -> KnownObject? {
    let select = try prepare(
      """
      SELECT id, generation, spec, metadata, identity, source, source_line, deleted IS NOT NULL,
        updated
      FROM objects WHERE kind = ? AND name = ?
      """)
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return KnownObject(
      id: ObjectID(select.integer(0)), generation: select.count(1),
      row: ObjectRow(
        spec: select.integer(2), metadata: select.optionalInteger(3),
        identity: select.optionalBytes(4), source: select.optionalInteger(5),
        sourceLine: select.optionalInteger(6)),
      updated: select.time(8), isDeleted: select.flag(7))
  }

  private func insert(
    _ name: ResourceName, _ row: ObjectRow, _ now: Timestamp
  ) throws(StoreError) -> PutOutcome {
    let insert = try prepare(
      """
      INSERT INTO objects (spec, metadata, identity, source, source_line, generation, updated,
        kind, name, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?7)
      """)
    bind(row, generation: 1, now, to: insert)
    insert.bind(8, name.kind.storedCode)
    insert.bind(9, name.name)
    try insert.run()
    let owner = RunOwner(id: ObjectID(database.lastInsertedRowID), name: name)
    return PutOutcome(owner: owner, generation: 1, change: .created)
  }

  private func replace(
    _ known: KnownObject, _ name: ResourceName, _ row: ObjectRow, _ now: Timestamp
  ) throws(StoreError) -> PutOutcome {
    var outcome = PutOutcome(
      owner: RunOwner(id: known.id, name: name), generation: known.generation, change: .unchanged)
    if row.spec != known.row.spec {
      outcome.generation += 1
      outcome.change = .updated
      if !name.kind.keepsEveryRevision {
        try insertRevision(known.id, known.generation, known.row, known.updated)
      }
    } else if known.isDeleted {
      outcome.change = .restored
    } else if row != known.row {
      outcome.change = .touched
    } else {
      return outcome
    }
    let update = try prepare(
      """
      UPDATE objects SET spec = ?, metadata = ?, identity = ?, source = ?, source_line = ?,
        generation = ?, updated = ?, deleted = NULL WHERE id = ?
      """)
    bind(row, generation: outcome.generation, now, to: update)
    update.bind(8, known.id.rawValue)
    try update.run()
    return outcome
  }

  private func bind(
    _ row: ObjectRow, generation: Int, _ now: Timestamp, to statement: PreparedStatement
  ) {
    statement.bind(1, row.spec)
    statement.bind(2, row.metadata)
    statement.bind(3, row.identity)
    statement.bind(4, row.source)
    statement.bind(5, row.sourceLine)
    statement.bind(6, generation)
    statement.bind(7, now)
  }

  private func keepRevision(
    _ outcome: PutOutcome, _ row: ObjectRow, _ now: Timestamp
  ) throws(StoreError) {
    guard outcome.owner.name.kind.keepsEveryRevision,
      [.created, .updated].contains(outcome.change)
    else { return }
    try insertRevision(outcome.owner.id, outcome.generation, row, now)
  }

  private func insertRevision(
    _ object: ObjectID, _ generation: Int, _ row: ObjectRow, _ created: Timestamp
  ) throws(StoreError) {
    let insert = try prepare(
      """
      INSERT INTO revisions (object, revision, spec, source, source_line, created)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, object.rawValue)
    insert.bind(2, generation)
    insert.bind(3, row.spec)
    insert.bind(4, row.source)
    insert.bind(5, row.sourceLine)
    insert.bind(6, created)
    try insert.run()
  }
}

extension ResourceKind {
  /// The newest one too; of other kinds it is the declaration itself.
  fileprivate var keepsEveryRevision: Bool { self == .system || self == .app }
}
