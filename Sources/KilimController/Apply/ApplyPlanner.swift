import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

/// Reads, checks and compares manifests with the state.
struct ApplyPlanner {
  let surroundings: Surroundings
  let options: ApplyOptions
  var storedDependencies = StoredDependencies(nil)

  /// What was read and checked.
  struct Checked {
    var loaded: LoadedManifests
    var entries: [ApplyEntry] = []
    var diagnostics: [Diagnostic] = []
    var factory: RunFactory
  }

  /// Checks everything that can be known beforehand, all of it at once.
  func check(
    _ sources: [any ManifestSource], stored: Catalog, isolated: Bool = false,
    unsupported: ExecutionSupport.Policy = .refuse
  ) -> Checked {
    let loaded = load(sources)
    var catalog = stored
    for document in loaded.documents { catalog.add(document) }
    catalog.rejected = loaded.rejected
    var checked = Checked(
      loaded: loaded, diagnostics: loaded.diagnostics,
      factory: RunFactory(
        surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
        catalog: catalog))
    checked.diagnostics += DuplicateObjects.check(loaded.documents)
    checked.diagnostics += LockedApps.check(loaded.documents, stored: stored)
    let isExcused = isolated || !loaded.isComplete
    let factory = checked.factory
    let results = ParallelMap.slices(
      of: loaded.documents, threads: surroundings.facts.coreCount
    ) { Self.check($0, factory, isolated: isExcused, unsupported: unsupported) }
    for result in results {
      checked.diagnostics += result.diagnostics
      if let entry = result.entry { checked.entries.append(entry) }
    }
    let further = loaded.flawed.flatMap {
      DocumentCheck(factory: factory, isolated: isExcused).check($0).diagnostics
    }
    checked.diagnostics += FurtherMistakes.among(further, beside: loaded.diagnostics)
    checked.diagnostics += dependencyMistakes(in: loaded, isolated: isExcused)
    checked.diagnostics = checked.diagnostics.withoutRepeats
    return checked
  }

  private func dependencyMistakes(in loaded: LoadedManifests, isolated: Bool) -> [Diagnostic] {
    let dependants = loaded.documents.compactMap(DependencyCheck.Dependant.init)
    guard !dependants.isEmpty else { return [] }
    let given = Set(loaded.documents.map(\.name)).union(loaded.rejected)
    return DependencyCheck(
      isGiven: given.contains, stored: storedDependencies.dependsOn,
      names: { given.map(\.description).sorted() + storedDependencies.names() }
    ).check(dependants, isolated: isolated)
  }

  private func load(_ sources: [any ManifestSource]) -> LoadedManifests {
    let results = ParallelChunks.map(sources, threads: surroundings.facts.coreCount) { piece in
      let loaded = ManifestLoader.read(piece.content)
      return (loaded.outcome, loaded.content)
    }
    return ManifestLoader.join(results, of: sources)
  }

  /// What came of one document.
  private struct Result: Sendable {
    var diagnostics: [Diagnostic]
    var entry: ApplyEntry?
  }

  /// Checks and compiles some documents; each depends on the factory alone.
  private static func check(
    _ documents: ArraySlice<ManifestDocument>, _ factory: RunFactory, isolated: Bool,
    unsupported: ExecutionSupport.Policy
  ) -> [Result] {
    var previous: PreparedRun?
    let check = DocumentCheck(factory: factory, isolated: isolated, unsupported: unsupported)
    return documents.map { document in
      if case .sweep(let spec) = document.spec {
        let (facts, diagnostics) = check.facts(of: spec, document)
        return Result(
          diagnostics: diagnostics, entry: facts.map { ApplyEntry(document, .sweep($0)) })
      }
      let checked = check.check(document)
      if case .workflow(let spec) = document.spec {
        let facts =
          checked.diagnostics.hasErrors
          ? nil
          : WorkflowFacts(
            spec, costs: factory.costs(of: spec, document),
            components: StepComponents(
              factory, metadata: document.metadata, directory: document.source.directory))
        return Result(
          diagnostics: checked.diagnostics, entry: facts.map { ApplyEntry(document, .workflow($0)) }
        )
      }
      guard case .job(let spec) = document.spec else {
        return Result(diagnostics: checked.diagnostics, entry: ApplyEntry(document))
      }
      let facts = checked.job.map { ApplyEntry.JobFacts(spec, $0, sharing: previous) }
      previous = facts?.run ?? previous
      return Result(
        diagnostics: checked.diagnostics, entry: facts.map { ApplyEntry(document, .job($0)) })
    }
  }

  /// Compares one entry with the state.
  func decide(
    _ entry: ApplyEntry, in reader: StoreReader
  ) throws(StoreError) -> Decision {
    if let sweep = entry.sweep { return .sweep(try compare(entry, sweep, in: reader)) }
    if let workflow = entry.workflow {
      return .workflow(try compare(entry, workflow, in: reader))
    }
    let declaration = try reader.declaration(entry.document.name)
    guard let job = entry.job else {
      return .definition(definitionAction(entry, declaration))
    }
    let change = try change(entry, job, declaration, reader)
    let elsewhere =
      change.makesRun
      ? try reader.finishedRun(identity: job.fullIdentity, besides: declaration?.owner.id) : nil
    return .job(
      change, declaration,
      elsewhere: elsewhere.map { RunName(owner: $0.owner, number: $0.number) })
  }

  enum Decision {
    case definition(Change.Action)
    /// `elsewhere` is a run of the same identity that another object finished.
    case job(JobChange, DeclarationSummary?, elsewhere: RunName?)
    case sweep(SweepComparison)
    case workflow(WorkflowComparison)
  }

  private func definitionAction(
    _ entry: ApplyEntry, _ declaration: DeclarationSummary?
  ) -> Change.Action {
    guard let declaration else { return .created }
    if declaration.isDeleted { return .restored }
    return declaration.digest == entry.digest ? .unchanged : .updated
  }

  private func change(
    _ entry: ApplyEntry, _ job: ApplyEntry.JobFacts, _ declaration: DeclarationSummary?,
    _ reader: StoreReader
  ) throws(StoreError) -> JobChange {
    let updates = UpdateOptions(
      whileRunning: job.options.whileRunning, afterFinish: job.options.afterFinish,
      replaceRunning: options.replaceRunning, refresh: options.refresh)
    guard let declaration, !declaration.isDeleted else {
      let remembered =
        declaration == nil ? nil : try rememberedRun(of: entry.document.name, job, reader)
      // A removed job may leave a run that goes on: what is declared now is a change of that one.
      let left = remembered == nil ? try leftRun(declaration, reader) : nil
      return UpdateDecision.change(
        declared: left.map { DeclaredJob(specDigest: [], identity: [], run: $0) },
        remembered: remembered, specDigest: entry.digest, identity: job.identity, options: updates)
    }
    // Back to what runs now: as if the change that waits had never been made.
    let isBack = declaration.isBack(to: job)
    let declared = DeclaredJob(
      specDigest: declaration.digest,
      identity: isBack ? job.identity : declaration.identity ?? [],
      run: try declaredRun(declaration, job, reader),
      updatePending: declaration.updatePending && !isBack)
    let remembered =
      declared.identity == job.identity
      ? nil : try rememberedRun(of: entry.document.name, job, reader)
    return UpdateDecision.change(
      declared: declared, remembered: remembered, specDigest: entry.digest, identity: job.identity,
      options: updates)
  }

  private func declaredRun(
    _ declaration: DeclarationSummary, _ job: ApplyEntry.JobFacts, _ reader: StoreReader
  ) throws(StoreError) -> DeclaredRun? {
    guard let newest = declaration.newestRun else { return nil }
    var stale: [String] = []
    if newest.identity != job.fullIdentity, !declaration.updatePending {
      // The declaration went back to what an older run was made of.
      if declaration.identity == job.identity,
        let older = try rememberedRun(of: declaration.owner.name, job, reader)
      {
        return older
      }
      stale = StaleReasons.between(
        try reader.components(of: newest.id), job.components)
    }
    let run = try reader.run(newest.id)
    let state = run?.state ?? RunState(status: newest.status)
    // What a collected run was made of is not known in detail any more.
    if run?.collected != nil, stale.isEmpty, newest.identity != job.fullIdentity,
      !declaration.updatePending, declaration.identity == job.identity
    {
      stale = ["what it is made of"]
    }
    return DeclaredRun(number: newest.number, state: state, staleReasons: stale)
  }

  private func leftRun(
    _ declaration: DeclarationSummary?, _ reader: StoreReader
  ) throws(StoreError) -> DeclaredRun? {
    guard let newest = declaration?.newestRun, let run = try reader.run(newest.id),
      !run.state.isSettled
    else { return nil }
    return DeclaredRun(number: newest.number, state: run.state)
  }

  private func rememberedRun(
    of name: ResourceName, _ job: ApplyEntry.JobFacts, _ reader: StoreReader
  ) throws(StoreError) -> DeclaredRun? {
    let entries = try reader.ledger(of: name)
    let isSame = { (entry: LedgerEntry) in
      entry.identity == job.fullIdentity && entry.condition != .superseded
    }
    guard let entry = entries.last(where: isSame) else { return nil }
    let state =
      try reader.run(entry.run)?.state
      ?? RunState(status: entry.verdict ?? .pending, condition: entry.condition)
    // What is being cancelled is not gone back to.
    if !state.status.isTerminal, state.cancelRequested { return nil }
    return DeclaredRun(number: entry.number, state: state)
  }
}

extension DeclarationSummary {
  /// Whether a job is what runs already, while a newer declaration waits behind that run. A run that
  /// is being cancelled is not gone back to.
  func isBack(to job: ApplyEntry.JobFacts) -> Bool {
    guard updatePending, let newestRun else { return false }
    return newestRun.identity == job.fullIdentity && !newestRun.cancelRequested
  }

  /// As `ApplyEntry.digest`.
  var digest: [UInt8] { specDigest + (metadataDigest ?? []) }
}
