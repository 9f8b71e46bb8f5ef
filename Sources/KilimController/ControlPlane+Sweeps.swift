import KilimLaunch
import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

/// Sweeps and their points.
extension ControlPlane {
  /// Nil for a sweep that was never applied or was removed.
  package func sweep(_ name: ResourceName) throws(EngineError) -> SweepReport? {
    try read { reader throws(StoreError) -> SweepReport? in
      guard let object = try reader.object(name), object.deleted == nil else { return nil }
      return try sweepReport(on: object, reader)
    }
  }

  /// All sweeps that stand, by name.
  package func sweeps(labels: [String: String] = [:]) throws(EngineError) -> [SweepReport] {
    try read { reader throws(StoreError) in
      var reports: [SweepReport] = []
      for object in try reader.objects(kind: .sweep, labels: labels) {
        if let report = try sweepReport(on: object, reader) { reports.append(report) }
      }
      return reports
    }
  }

  private func sweepReport(
    on object: ObjectRecord, _ reader: StoreReader
  ) throws(StoreError) -> SweepReport? {
    guard let sweep = try reader.sweep(object.name) else { return nil }
    let state = SweepState.of(sweep, try reader.restingPoints(of: sweep))
    return SweepReport(
      object: try report(on: object, reader), counts: sweep.counts,
      status: SweepState.word(sweep, state), digest: SweepState.digest(sweep),
      parallelism: sweep.settings.parallelism, maxFailures: sweep.settings.maxFailures,
      lastPosition: sweep.settings.lastPosition, priority: sweep.settings.priority,
      waiting: sweep.hasOpen
        ? try reader.unfinishedDependencies(sweep.settings.dependsOn) : [], state: state)
  }

  /// Hands over the points of a sweep in the order of their positions, without holding them.
  ///
  /// - Parameters:
  ///   - states: empty for all that are declared.
  ///   - withRuns: look up each point's newest run too.
  ///   - body: false to stop.
  /// - Throws: `.notFound` for a sweep that does not exist.
  package func points(
    of name: ResourceName, from position: Int = 1, states: Set<PointState> = [],
    withRuns: Bool = true, _ body: (PointReport) -> Bool
  ) throws(EngineError) {
    try read { reader throws(StoreError) in
      guard let sweep = try reader.sweep(name) else { throw .notFound("\(name)") }
      try reader.points(of: sweep.id, from: position, states: states) {
        point throws(StoreError) in
        body(
          PointReport(
            name: name.point(point.position), sweep: name, position: point.position,
            state: point.state, values: point.values,
            run: withRuns ? try run(of: point, name, reader) : nil))
      }
    }
  }

  private func run(
    of point: PointRecord, _ sweep: ResourceName, _ reader: StoreReader
  ) throws(StoreError) -> PointReport.PointRun? {
    let record: RunRecord?
    if let reused = point.reusedRun {
      record = try reader.run(reused)
    } else if point.state == .waiting || point.state == .droppedWaiting {
      record = nil
    } else {
      record = try reader.newestRun(of: sweep.point(point.position))
    }
    return record.map {
      .init(
        name: RunName(owner: $0.owner.name, number: $0.number), uuid: $0.uuid,
        created: $0.created, state: $0.state, collected: $0.collected)
    }
  }

  /// Cancels what of a sweep waits and runs. The names of the runs that are being cancelled.
  package func cancelSweep(
    _ name: ResourceName
  ) throws(EngineError) -> (changes: [Change], runs: [RunName]) {
    let now = surroundings.now()
    return try write { transaction throws(StoreError) in
      guard let sweep = try transaction.sweep(name) else { throw .notFound("\(name)") }
      let waiting = try transaction.moveAllPoints(of: sweep.id, from: .waiting, to: .cancelled)
      // What was to run again after its end does not.
      try transaction.moveAllPoints(of: sweep.id, from: .restarting, to: .active)
      var runs: [RunName] = []
      for run in try transaction.activeRuns(ofSweep: sweep.id) {
        _ = try transaction.requestCancel(run.id, now: now)
        runs.append(RunName(owner: run.owner.name, number: run.number))
      }
      let isChange = waiting + runs.count > 0
      let reason =
        isChange
        ? "\(runs.count) running, \(waiting) waiting \(waiting == 1 ? "point" : "points")"
        : "no point waits or runs"
      return (
        [Change(name: name, action: isChange ? .cancelled : .unchanged, reason: reason)], runs
      )
    }
  }

  /// Lets points of a sweep wait again that failed, or (with `all`) were cancelled too. Points that
  /// were not started since too many had failed are started again.
  package func retrySweep(
    _ name: ResourceName, all: Bool
  ) throws(EngineError) -> ApplyOutcome {
    let compiled = try compileAgain(name)
    let inputs = try inputDigests(of: compiled, name, all ? [.failed, .cancelled] : [.failed])
    return try write { transaction throws(StoreError) in
      guard let sweep = try transaction.sweep(name) else { throw .notFound("\(name)") }
      try put(compiled, sweep, transaction)
      for (position, digest) in inputs {
        try transaction.setPointInputs(sweep.id, position, digest)
      }
      var count = try transaction.moveAllPoints(of: sweep.id, from: .failed, to: .waiting)
      if all {
        count += try transaction.moveAllPoints(of: sweep.id, from: .cancelled, to: .waiting)
      }
      try transaction.resumeSweep(sweep.id)
      try transaction.wakeWorkflows(around: sweep.id)
      let starts = sweep.isStopped && sweep.counts.waiting > 0
      guard count > 0 || starts else {
        let reason = "no point failed\(all ? " or was cancelled" : "")"
        return ApplyOutcome(
          changes: [Change(name: name, action: .unchanged, reason: reason)], runs: [])
      }
      let others = starts ? ", and \(sweep.counts.waiting) that were not started" : ""
      return ApplyOutcome(
        changes: [
          Change(
            name: name, action: .rerun,
            reason: "\(count) \(count == 1 ? "point" : "points")\(others)",
            runs: count)
        ], runs: [RunName(whole: name)])
    }
  }

  /// Another run of one point.
  ///
  /// - Parameter onlyFailed: not of a point that has a result.
  package func rerunPoint(
    _ name: ResourceName, onlyFailed: Bool
  ) throws(EngineError) -> ApplyOutcome {
    guard let (sweepName, position) = name.sweepPoint else {
      throw EngineError("\(name) is no point", kind: .notFound)
    }
    let compiled = try compileAgain(sweepName)
    let inputs = PointInputDigests(compiled, HostSourceInspector())
    let now = surroundings.now()
    let fresh = FreshRun(surroundings)
    return try write { transaction throws(StoreError) in
      guard let sweep = try transaction.sweep(sweepName),
        let point = try transaction.point(sweep.id, position), point.state.isDeclared
      else { throw .notFound("\(name)") }
      let newest = try transaction.newestRun(of: name)
      if let reason = Self.refusal(point.state, newest, onlyFailed: onlyFailed) {
        return ApplyOutcome(
          changes: [Change(name: name, action: .unchanged, reason: reason)], runs: [])
      }
      try put(compiled, sweep, transaction)
      if let inputs, let values = PointValues(point.values) {
        try transaction.setPointInputs(sweep.id, position, inputs.digest(of: values))
      }
      if let newest { try transaction.abandonIfLost(newest.id, now) }
      try transaction.writePointCounts()
      let run = try transaction.restartPoint(
        sweep.id, position, fresh: fresh, request: onlyFailed ? .retry : .rerun)
      try transaction.wakeWorkflows(around: sweep.id)
      return ApplyOutcome(
        changes: [Change(name: name, action: .rerun, reason: "run #\(run.number)", runs: 1)],
        runs: [RunName(owner: name, number: run.number)])
    }
  }

  private static func refusal(
    _ state: PointState, _ newest: RunRecord?, onlyFailed: Bool
  ) -> String? {
    if state == .waiting { return "it waits for its run already" }
    if let newest, !newest.state.isSettled {
      return "run #\(newest.number) has not ended (\(newest.state.status.name))"
    }
    guard onlyFailed, state == .finished || state == .reused else { return nil }
    return "it has a result; `kilim rerun` runs it again all the same"
  }

  /// Of the points in some states, by position; empty where points have no inputs of their own.
  private func inputDigests(
    of compiled: CompiledSweep, _ name: ResourceName, _ states: Set<PointState>
  ) throws(EngineError) -> [Int: [UInt8]] {
    guard
      let inputs = PointInputDigests(compiled, RememberingInspector(HostSourceInspector()))
    else { return [:] }
    var digests: [Int: [UInt8]] = [:]
    try points(of: name, states: states, withRuns: false) { point in
      digests[point.position] = PointValues(point.values).map(inputs.digest)
      return true
    }
    return digests
  }

  /// The template as Apps and files are now: what runs again gets it.
  private func compileAgain(_ name: ResourceName) throws(EngineError) -> CompiledSweep {
    let (object, values) = try read { reader throws(StoreError) in
      let object = try reader.object(name)
      return (
        object,
        try object.flatMap { object throws(StoreError) in try reader.stepValues(of: object.id) }
      )
    }
    guard let object, object.deleted == nil else {
      throw EngineError("there is no \(name)", kind: .notFound)
    }
    guard let spec = SpecCoding.sweepSpec(fromJSON: object.content.spec) else {
      throw EngineError(
        "the declaration of \(name) cannot be read", hint: "apply it again", kind: .fault)
    }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    let (compiled, diagnostics) = factory.compile(spec, of: object, stepValues: values)
    guard let compiled else {
      let error = diagnostics.first { $0.severity == .error }
      throw EngineError(
        "\(name) cannot run: \(error?.message ?? "its declaration is invalid")", hint: error?.hint)
    }
    guard let image = compiled.plan.bundle else { return compiled }
    do throws(TransferError) {
      try snapshots.store(image)
    } catch {
      throw EngineError("the bundle of \(name) cannot be kept: \(error.message)")
    }
    return compiled
  }

  private func put(
    _ compiled: CompiledSweep, _ sweep: SweepRecord, _ transaction: StoreTransaction
  ) throws(StoreError) {
    var settings = sweep.settings
    settings.fullIdentity = compiled.components.identity.bytes
    settings.subscribers = compiled.subscribersText
    try transaction.putSweep(
      sweep.id, settings, template: compiled.template, components: compiled.components.json.text)
  }
}

extension SweepState {
  /// The sweep's status in a word.
  static func word(_ sweep: SweepRecord, _ state: RunState) -> String {
    if state.status == .paused { return "Suspended" }
    if sweep.counts.active > 0, !state.isAtRest { return "Active" }
    if sweep.isStopped, sweep.counts.waiting > 0 { return "FailureLimitReached" }
    switch state.status {
    case .finished: return sweep.counts.waiting > 0 ? "Limited" : "Finished"
    case .failed: return "Failed"
    case .cancelled: return "Cancelled"
    case .blocked: return "Blocked"
    default: return "Waiting"
    }
  }
}
