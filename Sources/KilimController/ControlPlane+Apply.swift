import KilimLaunch
import KilimLifecycle
package import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  /// Checks manifests as applying them would, and keeps none of them: they may be of any size.
  ///
  /// - Parameters:
  ///   - isolated: a reference to an object that was not given is no error.
  ///   - plane: what else is known; nil for nothing.
  package static func validate(
    _ sources: [any ManifestSource], isolated: Bool, in plane: ControlPlane?,
    surroundings: Surroundings
  ) throws(EngineError) -> (documentCount: Int, diagnostics: [Diagnostic]) {
    let stored =
      try plane?.catalog()
      ?? StoredCatalog.catalog(of: [], facts: surroundings.facts, stateDirectory: nil)
    let check = StreamingCheck(
      surroundings: surroundings, stored: stored, isolated: isolated, keepsGuarded: plane != nil,
      storedDependencies: StoredDependencies(plane?.store))
    var checked = check.run(sources)
    guard let plane, !checked.diagnostics.hasErrors, !checked.guarded.isEmpty else {
      return (checked.documentCount, checked.diagnostics)
    }
    var options = ApplyOptions()
    options.isConfirmed = true
    let planner = ApplyPlanner(surroundings: surroundings, options: options)
    checked.diagnostics += try plane.read { reader throws(StoreError) in
      var rejections: [Diagnostic] = []
      for entry in checked.guarded {
        rejections += try planner.decide(entry, in: reader).rejection(of: entry)
      }
      return rejections
    }
    return (checked.documentCount, checked.diagnostics)
  }

  /// What applying would do. Writes nothing.
  ///
  /// - Parameter unsupported: what becomes of jobs that compile and that this version cannot run.
  package func plan(
    _ sources: [any ManifestSource], options: ApplyOptions,
    unsupported: ExecutionSupport.Policy = .refuse
  ) throws(EngineError) -> ApplyPlan {
    let planner = ApplyPlanner(
      surroundings: surroundings, options: options,
      storedDependencies: StoredDependencies(store))
    let checked = planner.check(sources, stored: try catalog(), unsupported: unsupported)
    var plan = ApplyPlan(
      documents: checked.loaded.documents, diagnostics: checked.diagnostics, changes: [],
      sources: sources, entries: checked.entries, options: options)
    guard !checked.diagnostics.hasErrors else { return plan }
    let (changes, rejections) = try read { reader throws(StoreError) in
      var changes: [Change] = []
      var rejections: [Diagnostic] = []
      changes.reserveCapacity(checked.entries.count)
      for entry in checked.entries {
        let decision = try planner.decide(entry, in: reader)
        changes.append(Change(entry, decision))
        rejections += decision.rejection(of: entry)
      }
      return (changes, rejections)
    }
    plan.diagnostics += rejections
    guard rejections.isEmpty else { return plan }
    plan.changes = changes
    try addInventory(to: &plan)
    plan.refusal = plan.refusal ?? ApplyGuards(options: options).refusal(of: plan.changes)
    return plan
  }

  /// Does what a plan says, in one transaction: all of it or nothing.
  ///
  /// The state may have moved since the plan was made: what would need a new agreement is refused.
  package func apply(_ plan: ApplyPlan) throws(EngineError) -> ApplyOutcome {
    guard !plan.diagnostics.hasErrors else {
      throw EngineError("the manifests have errors; nothing was applied", kind: .refused)
    }
    let planner = ApplyPlanner(surroundings: surroundings, options: plan.options)
    let writer = ApplyWriter(planner: planner, now: surroundings.now())
    try keepBundles(of: plan)
    if plan.changes.contains(where: { $0.runs > 0 }) { startLauncherAhead() }
    let result = try write { transaction throws(StoreError) in
      try writer.write(plan, in: transaction)
    }
    switch result {
    case .done(let outcome): return outcome
    case .overLimit(let refusal):
      throw EngineError(
        "the state has changed since the plan was made: \(refusal.words); nothing was applied",
        hint: "run `kilim diff` again", kind: .refused)
    case .moved(let changes):
      let names = changes.prefix(5).map(\.name.description).joined(separator: ", ")
      throw EngineError(
        "the state has changed since the plan was made (\(names)); nothing was applied",
        hint: "run `kilim diff` again", kind: .refused)
    }
  }

  /// The launcher comes up while the transaction is written. The engine starts it again, and says
  /// what is wrong, should this fail.
  private func startLauncherAhead() {
    try? LauncherClient.prestart(
      directory: stateDirectory.path, executable: surroundings.executable)
  }

  /// Adds what the sources no longer declare, and what stands against removing it.
  private func addInventory(to plan: inout ApplyPlan) throws(EngineError) {
    guard let inventory = plan.options.inventory else { return }
    if inventory.prunes, plan.entries.isEmpty {
      plan.refusal = .emptySource
      return
    }
    let comparison = try read { reader throws(StoreError) in
      try InventoryComparison(plan, in: reader)
    }
    plan.changes += comparison.changes
    if !plan.options.isConfirmed { plan.refusal = comparison.refusal }
  }

  func catalog() throws(EngineError) -> Catalog {
    try translated { () throws(StoreError) in
      try StoredCatalog.load(
        from: store, facts: surroundings.facts, stateDirectory: stateDirectory)
    }
  }

  /// Keeps copies of the bundles beside the manifests, so that what was applied is what runs.
  private func keepBundles(of plan: ApplyPlan) throws(EngineError) {
    var kept: Set<Digest> = []
    for entry in plan.entries {
      guard let image = entry.image, let digest = image.digest,
        kept.insert(digest).inserted
      else { continue }
      do throws(TransferError) {
        try snapshots.store(image)
      } catch {
        throw EngineError(
          "the bundle of \(entry.document.name) cannot be kept: \(error.message)")
      }
    }
  }
}

extension Change {
  init(_ name: ResourceName, _ decision: ApplyPlanner.Decision) {
    switch decision {
    case .definition(let action): self.init(name: name, action: action)
    case .job(let change, _, let elsewhere):
      self.init(name, change)
      if let elsewhere {
        let words = "\(elsewhere) has finished the same already"
        reason = reason.map { "\($0); \(words)" } ?? words
      }
    case .sweep(let sweep): self.init(name, sweep)
    case .workflow(let workflow): self.init(name, workflow)
    }
  }
}

extension ApplyPlanner.Decision {
  /// The words for a change that the job's own `updatePolicy` refuses.
  func rejection(of entry: ApplyEntry) -> [Diagnostic] {
    if case .sweep(let sweep) = self, case .reject(let policy) = sweep.change {
      return [
        Diagnostic(
          .updateRejected,
          "the template of \(entry.document.name) changed, and its `\(policy)` refuses new runs",
          hint: "undo the change, or set another updatePolicy",
          span: entry.document.source.keySpan(ofPath: "spec.updatePolicy"),
          path: "spec.updatePolicy")
      ]
    }
    guard case .job(.reject(let run, let policy), _, _) = self else { return [] }
    return [
      Diagnostic(
        .updateRejected,
        "\(entry.document.name) changed, and its `\(policy)` refuses a new run after run #\(run)",
        hint: "undo the change, or set another updatePolicy",
        span: entry.document.source.keySpan(ofPath: "spec.updatePolicy"),
        path: "spec.updatePolicy")
    ]
  }
}
