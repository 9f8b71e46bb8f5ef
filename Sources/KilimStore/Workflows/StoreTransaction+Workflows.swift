package import KilimModel

extension StoreTransaction {
  /// Takes a workflow and the names of its steps in, in their order: known steps keep what was made
  /// of them, new ones wait. All are applied anew, since what changed may be no part of an identity.
  ///
  /// - Returns: The steps that are no part of it any more.
  @discardableResult
  package func putWorkflow(
    _ object: ObjectID, steps names: [String]
  ) throws(StoreError) -> [StepRecord] {
    let put = try prepare(
      """
      INSERT INTO workflows (object) VALUES (?1)
      ON CONFLICT (object) DO UPDATE SET status = 0, halted = 0
      """)
    put.bind(1, object.rawValue)
    try put.run()
    let gone = try steps(of: object).filter { !names.contains($0.name) }
    let remove = try prepare("DELETE FROM steps WHERE workflow = ? AND name = ?")
    for step in gone {
      remove.bind(1, object.rawValue)
      remove.bind(2, step.name)
      try remove.run()
    }
    let add = try prepare(
      """
      INSERT INTO steps (workflow, name, position) VALUES (?1, ?2, ?3)
      ON CONFLICT (workflow, name) DO UPDATE SET position = ?3, identity = NULL
      """)
    for (position, name) in names.enumerated() {
      add.bind(1, object.rawValue)
      add.bind(2, name)
      add.bind(3, position)
      try add.run()
    }
    return gone
  }

  /// Stores what is known of one step now.
  package func setStep(_ workflow: ObjectID, _ step: StepRecord) throws(StoreError) {
    let update = try prepare(
      """
      UPDATE steps SET state = ?, object = ?, identity = ?, step_values = ?, reused_run = ?,
        reason = ?, refresh = ? WHERE workflow = ? AND name = ?
      """)
    update.bind(1, step.state.rawValue)
    update.bind(2, step.object?.id.rawValue)
    update.bind(3, step.identity)
    update.bind(4, step.values)
    update.bind(5, step.reusedRun?.rawValue)
    update.bind(6, step.reason)
    update.bind(7, step.refreshes)
    update.bind(8, workflow.rawValue)
    update.bind(9, step.name)
    try update.run()
  }

  /// Notes why no step can start before a person does something; nil for no reason.
  package func setObstacle(ofWorkflow object: ObjectID, _ words: String?) throws(StoreError) {
    let update = try prepare("UPDATE workflows SET obstacle = ? WHERE object = ?")
    update.bind(1, words)
    update.bind(2, object.rawValue)
    try update.run()
  }

  package func setWorkflow(
    _ workflow: ObjectID, _ status: RunStatus, isHalted: Bool
  ) throws(StoreError) {
    let update = try prepare("UPDATE workflows SET status = ?, halted = ? WHERE object = ?")
    update.bind(1, status.rawValue)
    update.bind(2, isHalted)
    update.bind(3, workflow.rawValue)
    try update.run()
  }
}

extension StoreTransaction {
  /// Lets a step be applied anew, and run again when what it uses is not what it was.
  package func refreshStep(_ workflow: ObjectID, _ name: String) throws(StoreError) {
    let step = try prepare(
      "UPDATE steps SET identity = NULL, refresh = 1 WHERE workflow = ? AND name = ?")
    step.bind(1, workflow.rawValue)
    step.bind(2, name)
    try step.run()
    try wakeWorkflow(workflow)
    try wakeWorkflows(around: workflow)
  }

  /// Lets a workflow be looked at again.
  package func wakeWorkflow(_ workflow: ObjectID) throws(StoreError) {
    let update = try prepare("UPDATE workflows SET status = 0, halted = 0 WHERE object = ?")
    update.bind(1, workflow.rawValue)
    try update.run()
  }

  /// Lets the workflows be looked at again of which an object is a step, from the inside out.
  package func wakeWorkflows(around object: ObjectID) throws(StoreError) {
    var inner = object
    while let owner = try stepOwner(of: inner) {
      let update = try prepare("UPDATE workflows SET status = 0, halted = 0 WHERE object = ?")
      update.bind(1, owner.workflow.rawValue)
      try update.run()
      inner = owner.workflow
    }
  }

  /// Lets a step be applied anew, whatever is known of it.
  package func forgetStep(_ workflow: ObjectID, _ name: String) throws(StoreError) {
    let update = try prepare(
      "UPDATE steps SET identity = NULL, state = 0, reason = NULL WHERE workflow = ? AND name = ?")
    update.bind(1, workflow.rawValue)
    update.bind(2, name)
    try update.run()
  }
}
