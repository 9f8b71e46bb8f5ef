import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  /// Brings workflows on: applies the steps whose needs have ended well, and notes what has become
  /// of the others.
  ///
  /// Level, not edge: every look starts from what is stored, and applying a step whose identity is
  /// known makes no run. So a crash between two steps loses nothing and repeats nothing.
  func advanceWorkflows() throws(StoreError) {
    let isRetry = workflows.retryDue.map { $0 <= surroundings.sinceBoot() } ?? false
    guard workflows.isDue || isRetry, pausedUntil == nil else { return }
    workflows.isDue = false
    workflows.retryDue = nil
    workflows.isGated = false
    var factory: RunFactory?
    var madeRuns = false
    var changed: Set<ResourceName> = []
    // A workflow inside another one comes after it, and its end may be what the outer one waits for.
    var goesOn = true
    while goesOn {
      goesOn = false
      for record in try store.read({ reader throws(StoreError) in try reader.activeWorkflows() }) {
        guard
          let look = try store.read({ reader throws(StoreError) in
            try WorkflowLook(record, reader, parsed: workflows.parsed[record.id])
          })
        else { continue }
        workflows.parsed[record.id] = look.parsed
        // A cancelled one comes to its end, whatever holds it back.
        if !record.isHalted, try !mayGoOn(look) { continue }
        let outcome = try advance(look, &factory)
        madeRuns = madeRuns || outcome.madeObjects
        goesOn = goesOn || outcome.hasChanged
        if outcome.hasChanged { changed.insert(record.name) }
      }
    }
    if madeRuns {
      try lookAtStore()
      // What was made may be a sweep, whose points have no runs yet.
      hasNews = true
    }
    try tellWorkflows()
    if !changed.isEmpty { try noteDependencies(changed) }
  }

  /// Not while it is suspended, nor before what it depends on has finished.
  private func mayGoOn(_ look: WorkflowLook) throws(StoreError) -> Bool {
    let names = look.spec.whole.dependsOn.compactMap(ResourceName.init(reference:))
    let states = try store.read { reader throws(StoreError) in
      try names.map { name throws(StoreError) in (name, try reader.dependencyState(of: name)) }
    }
    let stuck = states.lazy.compactMap { name, state in
      if case .stuck(let obstacle) = state { obstacle.words(name) } else { nil }
    }
    let obstacle = stuck.first
    if obstacle != look.record.obstacle { try keepObstacle(obstacle, of: look.record) }
    let isOpen = states.allSatisfy { $0.1 == .finished }
    if !isOpen { workflows.isGated = true }
    return isOpen && !look.record.isSuspended
  }

  private func keepObstacle(
    _ words: String?, of record: WorkflowRecord
  ) throws(StoreError) {
    let lease = lease
    do throws(StoreError) {
      try store.write { transaction throws(StoreError) in
        try transaction.confirm(lease)
        try transaction.setObstacle(ofWorkflow: record.id, words)
      }
    } catch {
      guard error.mayPass else { throw error }
      workflows.retryDue = surroundings.sinceBoot() + 1000
    }
  }

  private func advance(
    _ look: WorkflowLook, _ factory: inout RunFactory?
  ) throws(StoreError) -> (madeObjects: Bool, hasChanged: Bool) {
    var advance = WorkflowAdvance(look, known: workflows.known[look.record.id] ?? [:])
    var made: [Int: PreparedStep] = [:]
    while let index = advance.nextToApply() {
      if factory == nil { factory = try stepFactory() }
      guard let factory else { break }
      let preparation = try store.read { reader throws(StoreError) in
        try advance.prepare(index, factory, reader, stateDirectory)
      }
      guard case .ready(let step) = preparation else { continue }
      if keepImage(of: step) {
        made[index] = step
      } else {
        advance.wait(index)
        workflows.retryDue = surroundings.sinceBoot() + 1000
      }
    }
    let outcome = try store(advance, made)
    if outcome.isStored { workflows.known[look.record.id] = advance.known }
    return (outcome.isStored && !made.isEmpty, outcome.hasChanged)
  }

  private func stepFactory() throws(StoreError) -> RunFactory {
    RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try StoredCatalog.load(
        from: store, facts: surroundings.facts, stateDirectory: stateDirectory))
  }

  private func keepImage(of step: PreparedStep) -> Bool {
    guard let image = step.entry.image else { return true }
    do throws(TransferError) {
      try snapshots.store(image)
      return true
    } catch {
      observer.hindered(
        by: "the bundle of \(step.entry.document.name) cannot be kept: \(error.message)")
      return false
    }
  }

  private func store(
    _ advance: WorkflowAdvance, _ made: [Int: PreparedStep]
  ) throws(StoreError) -> (isStored: Bool, hasChanged: Bool) {
    let changed = advance.changed
    let (look, status) = (advance.look, advance.status)
    guard !made.isEmpty || !changed.isEmpty || status != look.record.status else {
      return (true, false)
    }
    let lease = lease
    let writer = StepWriter(surroundings: surroundings, now: surroundings.now())
    do throws(StoreError) {
      let isStored = try store.write { transaction throws(StoreError) in
        try transaction.confirm(lease)
        // Others may have written since the workflow was read: then it is read again.
        guard let object = try transaction.object(look.object.name), object.deleted == nil,
          object.specDigest == look.object.specDigest,
          try transaction.workflow(object.name)?.isLike(look.record) == true
        else { return false }
        for index in Set(changed).union(made.keys).sorted() {
          if let step = made[index] {
            try writer.write(step, advance.row(index), of: look.record, in: transaction)
          } else {
            try transaction.setStep(look.record.id, advance.row(index))
          }
        }
        if status != look.record.status {
          try transaction.setWorkflow(look.record.id, status, isHalted: look.record.isHalted)
        }
        return true
      }
      if !isStored { workflows.retryDue = surroundings.sinceBoot() }
      return (isStored, isStored)
    } catch {
      guard error.mayPass else { throw error }
      observer.hindered(by: error.message)
      workflows.retryDue = surroundings.sinceBoot() + 1000
      return (false, false)
    }
  }

  /// Tells those who wait for workflows.
  func tellWorkflows() throws(StoreError) {
    let names = goal.wholes.filter { $0.kind == .workflow }
    guard !names.isEmpty else { return }
    let states = try store.read { reader throws(StoreError) in
      var states: [(ResourceName, RunState)] = []
      for name in names {
        if let state = try reader.workflowState(name) { states.append((name, state)) }
      }
      return states
    }
    for (name, state) in states { tell(name, state) }
  }
}
