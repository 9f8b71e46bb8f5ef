import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// What applying a sweep compares and stores: of its points the identities alone.
struct SweepFacts: Sendable {
  var compiled: CompiledSweep
  var table: PointTable
  /// Of all that the runs depend on beside their points, 32 bytes.
  var fullIdentity: [UInt8]
  var spec: SweepSpec
  /// What lies in the inputs that are the points' own, 16 bytes each; nil where there are none.
  var inputs: [UInt8]?

  /// What a file of one point is asked for.
  struct InputCheck: Sendable {
    var inspector: any SourceInspector
    var sources: [String]
    var names: [String]
    var places: ValuePlaces

    /// The first problem of one point's values.
    func problem(in text: ArraySlice<UInt8>) -> Diagnostic? {
      guard let values = PointValues(Array(text)) else { return nil }
      if let problem = places.problem(in: values) { return problem }
      guard !sources.isEmpty else { return nil }
      let look = PointInspector(inspector, names: names, position: 1, values: values)
      for source in sources where look.kind(ofPath: source) == nil {
        return Diagnostic(
          .missingInput, "there is no file or directory `\(look.filled(source))`",
          hint: "the point is \(String(decoding: text, as: UTF8.self))",
          path: "spec.template.fileInputs")
      }
      return nil
    }
  }

  /// Nil, with the reason, when some point cannot run.
  static func of(
    _ spec: SweepSpec, _ compiled: CompiledSweep, inspector: any SourceInspector,
    source: DocumentSource?
  ) -> (facts: SweepFacts?, problem: Diagnostic?) {
    let check = InputCheck(
      inspector: inspector, sources: compiled.sources, names: compiled.names,
      places: compiled.places)
    let needsCheck = !compiled.places.isEmpty || !compiled.sources.isEmpty
    let look: @Sendable (ArraySlice<UInt8>) -> Diagnostic? = { check.problem(in: $0) }
    let (table, problem) = compiled.expansion.table(check: needsCheck ? look : nil)
    if let problem {
      let words = TemplateDiagnostics(names: compiled.names, source: source)
      return (nil, words.located([problem]).first)
    }
    let inputs = PointInputDigests(compiled, inspector).map { compiled.expansion.digests($0) }
    let facts = SweepFacts(
      compiled: compiled, table: table, fullIdentity: compiled.components.identity.bytes,
      spec: spec, inputs: inputs)
    return (facts, nil)
  }

  /// Of a point by its index; nil where points have no inputs of their own.
  func inputDigest(of index: Int) -> [UInt8]? {
    inputs.map { Array($0[index * 16..<index * 16 + 16]) }
  }

  /// How points run, with the last position that may run now.
  func settings(lastPosition: Int?) -> SweepSettings {
    SweepSettings(
      identity: compiled.identity, fullIdentity: fullIdentity, parallelism: spec.parallelism,
      maxFailures: spec.onFailure == .proceed
        ? nil : spec.maxFailures ?? (spec.onFailure == .stop ? 1 : nil),
      lastPosition: lastPosition, priority: spec.priority,
      dependsOn: spec.dependsOn.compactMap(ResourceName.init(reference:)),
      subscribers: compiled.subscribersText)
  }
}

/// A sweep compared with the state.
struct SweepComparison: Sendable {
  var change: SweepChange
  var tally: PointTally
  var decision: SweepDecision
  var staleReasons: [String]
  /// Counts of the points as they are stored.
  var stored: PointCounts
  var lastPosition: Int?
  /// More or fewer points may run than before.
  var limitChanged: Bool
}

extension ApplyPlanner {
  /// Compares a sweep with the state: one ordered scan of the stored points.
  ///
  /// - Parameters:
  ///   - changed: called for each stored point whose state the apply changes.
  ///   - seen: called with the index of each point that is stored.
  ///   - outdated: called with position and index of each stored point whose inputs are to be noted anew.
  func compare(
    _ entry: ApplyEntry, _ sweep: SweepFacts, in reader: StoreReader,
    changed: (Int, PointState, PointState) -> Void = { _, _, _ in },
    seen: (Int) -> Void = { _ in }, outdated: (Int, Int) -> Void = { _, _ in }
  ) throws(StoreError) -> SweepComparison {
    let name = entry.document.name
    let record = try reader.sweep(name)
    let declaration = try reader.declaration(name)
    var declared: DeclaredSweep?
    if let record, let declaration {
      let templateChanged = record.settings.identity != sweep.compiled.identity
      var stale: [String] = []
      if !templateChanged, record.settings.fullIdentity != sweep.fullIdentity {
        stale = StaleReasons.between(
          try reader.components(ofSweep: record.id), sweep.compiled.components)
      }
      declared = DeclaredSweep(
        isDeleted: declaration.isDeleted, textChanged: declaration.digest != entry.digest,
        templateChanged: templateChanged, staleReasons: stale, counts: record.counts)
    }
    let policy = sweep.spec.whole.updatePolicy
    let decision = SweepDecision(
      declared,
      options: UpdateOptions(
        whileRunning: policy?.whileRunning ?? .wait, afterFinish: policy?.afterFinish ?? .rerun,
        replaceRunning: options.replaceRunning, refresh: options.refresh))
    var tally = PointTally()
    var found = 0
    let last = options.sweepLimit
    let before = record?.settings.lastPosition
    var stalePoints = 0
    if let record {
      let known = sweep.inputs == nil ? [:] : try reader.pointInputs(of: record.id)
      try reader.scanPoints(of: record.id) { position, state, identity in
        let index = sweep.table.index(of: identity)
        if let index {
          found += 1
          seen(index)
        }
        let now = index.flatMap { sweep.inputDigest(of: $0) }
        let isStale = now != nil && known[position].map { $0 != now } == true
        guard
          let after = decision.state(of: state, isWanted: index != nil, isStale: isStale)
        else { return }
        if let index, now != nil {
          let hasRun = after == .finished || after == .failed || after == .reused
          if isStale, hasRun { stalePoints += 1 }
          if known[position] == nil || isStale && after == .waiting { outdated(position, index) }
        }
        tally.note(state, after)
        // A removed sweep starts no point, so those that waited then run because of this apply.
        let waited = declared?.isDeleted == true || before.map { position > $0 } == true
        if state == .waiting, after == .waiting, waited, last.map({ position <= $0 }) ?? true {
          tally.released += 1
        }
        if after != state { changed(position, state, after) }
      }
    }
    tally.added = sweep.table.count - found
    let limitChanged = record != nil && before != last
    return SweepComparison(
      change: decision.change(tally, limitChanged: limitChanged), tally: tally,
      decision: decision,
      staleReasons: (declared?.staleReasons ?? []) + Self.staleWords(stalePoints),
      stored: record?.counts ?? PointCounts(), lastPosition: last, limitChanged: limitChanged)
  }

  private static func staleWords(_ points: Int) -> [String] {
    points == 0 ? [] : ["the inputs of \(points) \(points == 1 ? "point" : "points")"]
  }
}
