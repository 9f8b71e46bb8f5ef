import KilimLifecycle
package import KilimModel

extension StoreReader {
  private static let workflowColumns = """
    SELECT w.object, o.kind, o.name, w.status, w.halted, o.suspension > 0, w.obstacle
    FROM workflows w JOIN objects o ON o.id = w.object
    """

  /// Nil for a workflow that was never applied; a removed one is still known.
  package func workflow(_ name: ResourceName) throws(StoreError) -> WorkflowRecord? {
    let select = try prepare(Self.workflowColumns + " WHERE o.kind = ? AND o.name = ?")
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    return try workflows(select).first
  }

  /// The workflows that stand and have not ended, oldest first.
  package func activeWorkflows() throws(StoreError) -> [WorkflowRecord] {
    try workflows(
      prepare(Self.workflowColumns + " WHERE w.status < 10 AND o.deleted IS NULL ORDER BY w.object")
    )
  }

  private func workflows(_ select: PreparedStatement) throws(StoreError) -> [WorkflowRecord] {
    defer { select.reset() }
    var records: [WorkflowRecord] = []
    while try select.step() {
      records.append(
        WorkflowRecord(
          id: ObjectID(select.integer(0)), name: try resourceName(select, kind: 1, name: 2),
          status: try status(select, 3), isHalted: select.flag(4), isSuspended: select.flag(5),
          obstacle: select.optionalText(6)))
    }
    return records
  }

  /// The steps of a workflow, in the order of its declaration.
  package func steps(of workflow: ObjectID) throws(StoreError) -> [StepRecord] {
    let select = try prepare(
      """
      SELECT s.name, s.state, s.object, o.kind, o.name, s.identity, s.step_values, s.reused_run,
        s.reason, o.deleted IS NOT NULL, o.update_pending, ifnull(r.status, l.verdict),
        ifnull(r.condition, l.condition), l.run, s.refresh
      FROM steps s LEFT JOIN objects o ON o.id = s.object
      LEFT JOIN ledger l ON l.object = s.object AND l.point = 0 AND l.number =
        (SELECT max(number) FROM ledger WHERE object = s.object AND point = 0)
      LEFT JOIN runs r ON r.id = l.run
      WHERE s.workflow = ? ORDER BY s.position
      """)
    select.bind(1, workflow.rawValue)
    defer { select.reset() }
    var records: [StepRecord] = []
    while try select.step() {
      guard let state = StepState(rawValue: select.count(1)) else {
        throw corrupt("there is no state \(select.integer(1)) of a step")
      }
      var record = StepRecord(name: select.text(0), state: state)
      if let id = select.optionalInteger(2) {
        var object = StepRecord.Object(
          id: ObjectID(id), name: try resourceName(select, kind: 3, name: 4))
        object.isDeleted = select.flag(9)
        object.updatePending = select.flag(10)
        if !select.isNull(11) { object.status = try status(select, 11) }
        object.condition = try condition(select, 12)
        object.run = select.optionalInteger(13).map { RunID($0) }
        record.object = object
      }
      record.identity = select.optionalBytes(5)
      record.values = select.optionalText(6)
      record.reusedRun = select.optionalInteger(7).map { RunID($0) }
      record.reason = select.optionalText(8)
      record.refreshes = select.flag(14)
      records.append(record)
    }
    return records
  }

  /// The step that an object was made of; nil for one that a user declared.
  package func stepOwner(of object: ObjectID) throws(StoreError) -> StepOwner? {
    let select = try prepare("SELECT workflow, name FROM steps WHERE object = ?")
    select.bind(1, object.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return StepOwner(workflow: ObjectID(select.integer(0)), step: select.text(1))
  }

  /// The values that an object took as a step of a workflow, as JSON; nil for one that a user
  /// declared.
  package func stepValues(of object: ObjectID) throws(StoreError) -> String? {
    let select = try prepare("SELECT step_values FROM steps WHERE object = ?")
    select.bind(1, object.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.optionalText(0)
  }

  /// What an object's newest finished run left: its digest of the archived outputs, if it has one.
  package func outputDigest(of run: RunID) throws(StoreError) -> [UInt8]? {
    let select = try prepare("SELECT output_digest FROM ledger WHERE run = ?")
    select.bind(1, run.rawValue)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.optionalBytes(0)
  }
}
