package import KilimModel

extension StoreReader {
  private static let columns = """
    SELECT o.id, o.kind, o.name, o.generation, d.text, d.digest, m.text, o.identity, s.file,
      o.source_line, s.directory, o.created, o.updated, o.deleted, o.update_pending
    FROM objects o JOIN documents d ON d.id = o.spec LEFT JOIN documents m ON m.id = o.metadata
    LEFT JOIN sources s ON s.id = o.source
    """

  /// The object of a name, removed ones included; nil when there never was one.
  package func object(_ name: ResourceName) throws(StoreError) -> ObjectRecord? {
    let select = try prepare(Self.columns + " WHERE o.kind = ? AND o.name = ?")
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return try objectRecord(select)
  }

  /// The declarations that stand, by kind and name.
  ///
  /// - Parameter labels: Every one has to match.
  package func objects(
    kind: ResourceKind, labels: [String: String] = [:]
  ) throws(StoreError) -> [ObjectRecord] {
    let select = try prepare(
      Self.columns + " WHERE o.kind = ? AND o.deleted IS NULL"
        + String(repeating: Self.labelCondition, count: labels.count) + " ORDER BY o.name")
    select.bind(1, kind.storedCode)
    bindLabels(labels, to: select, from: 2)
    return try objectRecords(select)
  }

  /// All systems, apps and scheduler profiles that stand: what jobs refer to.
  package func definitions() throws(StoreError) -> [ObjectRecord] {
    try objectRecords(
      prepare(
        Self.columns + " WHERE o.kind IN (1, 2, 4) AND o.deleted IS NULL ORDER BY o.kind, o.name"))
  }

  /// The declarations whose newest spec still waits for a run of its own.
  package func updatePendingObjects() throws(StoreError) -> [ObjectRecord] {
    try objectRecords(
      prepare(Self.columns + " WHERE o.update_pending = 1 AND o.deleted IS NULL ORDER BY o.id"))
  }

  /// Where a label of the owner has to match: two parameters, name and value.
  static let labelCondition = """
     AND EXISTS (SELECT 1 FROM json_each((SELECT text FROM documents WHERE id = o.metadata),
      '$.labels') l WHERE l.key = ? AND l.value = ?)
    """

  func bindLabels(
    _ labels: [String: String], to statement: PreparedStatement, from first: Int32
  ) {
    var index = first
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
      statement.bind(index, key)
      statement.bind(index + 1, value)
      index += 2
    }
  }

  /// - Parameter condition: SQL behind the joins, without parameters.
  func objects(_ condition: String) throws(StoreError) -> [ObjectRecord] {
    try objectRecords(prepare(Self.columns + condition))
  }

  private func objectRecords(_ select: PreparedStatement) throws(StoreError) -> [ObjectRecord] {
    defer { select.reset() }
    var records: [ObjectRecord] = []
    while try select.step() { records.append(try objectRecord(select)) }
    return records
  }

  private func objectRecord(_ row: PreparedStatement) throws(StoreError) -> ObjectRecord {
    ObjectRecord(
      id: ObjectID(row.integer(0)), name: try resourceName(row, kind: 1, name: 2),
      generation: row.count(3),
      content: ObjectContent(
        spec: row.text(4), metadata: row.optionalText(6), identity: row.optionalBytes(7),
        source: source(row, file: 8)),
      specDigest: row.bytes(5), created: row.time(11), updated: row.time(12),
      deleted: row.optionalTime(13), updatePending: row.flag(14))
  }

  func resourceName(
    _ row: PreparedStatement, kind: Int32, name: Int32
  ) throws(StoreError) -> ResourceName {
    guard let value = ResourceKind(storedCode: row.integer(kind)) else {
      throw corrupt("there is no kind \(row.integer(kind))")
    }
    return ResourceName(value, row.text(name))
  }

  /// The name of a run's owner: of the object, or of its point.
  func resourceName(
    _ row: PreparedStatement, kind: Int32, name: Int32, point: Int32
  ) throws(StoreError) -> ResourceName {
    let object = try resourceName(row, kind: kind, name: name)
    let position = row.count(point)
    return position == 0 ? object : object.point(position)
  }

  /// Kind, name of the object and position, as three parameters.
  func bind(_ owner: ResourceName, to statement: PreparedStatement) {
    let point = owner.sweepPoint
    statement.bind(1, owner.kind.storedCode)
    statement.bind(2, point?.sweep.name ?? owner.name)
    statement.bind(3, point?.position ?? 0)
  }

  /// From three columns: file, line, directory.
  func source(_ row: PreparedStatement, file: Int32) -> DefinitionSource? {
    guard !row.isNull(file) else { return nil }
    return DefinitionSource(
      file: row.text(file), line: row.count(file + 1), directory: row.text(file + 2))
  }
}
