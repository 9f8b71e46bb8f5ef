import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

/// The desired state of runs and declarations.
extension ControlPlane {
  /// Asks for runs to be cancelled. Runs that have ended are reported as unchanged.
  package func requestCancel(_ runs: [RunName]) throws(EngineError) -> [Change] {
    let now = surroundings.now()
    return try write { transaction throws(StoreError) in
      var changes: [Change] = []
      for name in runs {
        guard let run = try transaction.run(name.owner, number: name.number) else {
          throw .notFound("run \(name)")
        }
        let wanted = try transaction.requestCancel(run.id, now: now)
        changes.append(
          Change(
            name: name.owner, action: wanted ? .cancelled : .unchanged,
            reason: wanted
              ? "run #\(name.number)"
              : run.state.status.isTerminal
                ? "run #\(name.number) has ended already (\(run.state.status.name))"
                : "run #\(name.number) is being cancelled already"))
      }
      return changes
    }
  }

  /// New runs of jobs whose newest run failed, was cancelled or was lost.
  package func retry(_ jobs: [ResourceName]) throws(EngineError) -> ApplyOutcome {
    try runAgain(jobs, .retry) { newest in
      switch newest.state.status {
      case .failed, .cancelled: nil
      case .blocked where newest.state.isLost: nil
      case .finished: "run #\(newest.number) finished; `kilim rerun` runs it again all the same"
      default: "run #\(newest.number) has not ended (\(newest.state.status.name))"
      }
    }
  }

  /// New runs of jobs, whatever became of their newest ones.
  package func rerun(_ jobs: [ResourceName]) throws(EngineError) -> ApplyOutcome {
    try runAgain(jobs, .rerun) { newest in
      newest.state.isSettled
        ? nil : "run #\(newest.number) has not ended (\(newest.state.status.name)); cancel it first"
    }
  }

  private func runAgain(
    _ jobs: [ResourceName], _ request: RunRequest, unless refusal: (RunRecord) -> String?
  ) throws(EngineError) -> ApplyOutcome {
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    var compiled: [(name: ResourceName, job: CompiledJob)] = []
    var outcome = ApplyOutcome(changes: [], runs: [])
    for name in jobs {
      let (object, newest, values) = try read { reader throws(StoreError) in
        let object = try reader.object(name)
        let values = try object.flatMap { object throws(StoreError) in
          try reader.stepValues(of: object.id)
        }
        return (object, try reader.newestRun(of: name), values)
      }
      guard let object, object.deleted == nil else {
        throw EngineError("there is no \(name)", kind: .notFound)
      }
      if let newest, let reason = refusal(newest) {
        outcome.changes.append(Change(name: name, action: .unchanged, reason: reason))
        continue
      }
      compiled.append((name, try compile(object, values, factory)))
    }
    let now = surroundings.now()
    let (changes, made) = try write { transaction throws(StoreError) in
      var changes: [Change] = []
      var made: [RunName] = []
      for (name, job) in compiled {
        guard let declaration = try transaction.declaration(name), !declaration.isDeleted else {
          throw .notFound("\(name)")
        }
        let owner = declaration.owner
        if let newest = try transaction.newestRun(of: name) {
          // Asked again under the write lock: somebody else may have made a run meanwhile.
          if let reason = refusal(newest) {
            changes.append(Change(name: name, action: .unchanged, reason: reason))
            continue
          }
          try transaction.abandonIfLost(newest.id, now)
        }
        var run = factory.newRun(job, owner: owner)
        run.request = request
        try transaction.insertRuns([run])
        try transaction.setUpdatePending(owner.id, false)
        try transaction.wakeWorkflows(around: owner.id)
        let number = try transaction.nextRunNumber(of: owner.id) - 1
        made.append(RunName(owner: name, number: number))
        changes.append(Change(name: name, action: .rerun, reason: "run #\(number)", runs: 1))
      }
      return (changes, made)
    }
    outcome.changes += changes
    outcome.runs = made
    return outcome
  }

  private func compile(
    _ object: ObjectRecord, _ stepValues: String?, _ factory: RunFactory
  ) throws(EngineError) -> CompiledJob {
    guard let spec = SpecCoding.jobSpec(fromJSON: object.content.spec) else {
      throw EngineError(
        "the declaration of \(object.name) cannot be read", hint: "apply it again", kind: .fault)
    }
    let compiled = factory.compile(spec, of: object, stepValues: stepValues)
    guard let job = compiled.job else {
      let error = compiled.diagnostics.first { $0.severity == .error }
      throw EngineError(
        "\(object.name) cannot run: \(error?.message ?? "its declaration is invalid")",
        hint: error?.hint)
    }
    if let image = job.plan.bundle {
      do throws(TransferError) {
        try snapshots.store(image)
      } catch {
        throw EngineError("the bundle of \(object.name) cannot be kept: \(error.message)")
      }
    }
    return job
  }

  /// Copies the outputs of runs again whose archiving failed.
  package func retryArchive(_ runs: [RunName]) throws(EngineError) -> [Change] {
    let now = surroundings.now()
    return try write { transaction throws(StoreError) in
      var changes: [Change] = []
      for name in runs {
        guard let run = try transaction.run(name.owner, number: name.number) else {
          throw .notFound("run \(name)")
        }
        if run.collected != nil {
          changes.append(
            Change(
              name: name.owner, action: .unchanged,
              reason: "the outputs of run #\(name.number) were collected; there is nothing to copy")
          )
          continue
        }
        guard run.state.condition == .archivingFailed, run.state.status == .failed else {
          changes.append(
            Change(
              name: name.owner, action: .unchanged,
              reason: "run #\(name.number) has no failed copy (\(run.state.status.name))"))
          continue
        }
        try transaction.record(run.id, .archiveRetried, now)
        changes.append(
          Change(name: name.owner, action: .updated, reason: "run #\(name.number) copies again"))
      }
      return changes
    }
  }
}
