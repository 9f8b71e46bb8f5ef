import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// What applying a step would do, whose turn has come and of which nothing current is known.
struct StepDecision {
  let step: PreparedStep
  /// As it is stored.
  let row: StepRecord
  /// The values that it takes now, as JSON.
  let values: String?
  let look: WorkflowLook
  let reader: StoreReader
  let surroundings: Surroundings

  var outlook: WhyReport.Outlook {
    get throws(StoreError) {
      if let run = try reader.reusableRun(for: step), let entry = try reader.ledgerEntry(run) {
        let name = RunName(owner: entry.owner, number: entry.number)
        return .init(.takenOver, "it takes over the results of \(name), which ran the same")
      }
      let planner = ApplyPlanner(
        surroundings: surroundings, options: .ofSteps(refresh: step.refreshes))
      switch try planner.decide(step.entry, in: reader) {
      case .job(let change, _, _): return try outlook(change)
      case .sweep(let sweep): return try outlook(sweep)
      case .workflow(let workflow):
        if row.object == nil { return .init(.runs, "its steps have not run yet") }
        guard workflow.change != .unchanged || step.hasNewValues else {
          return .init(.unchanged, Self.unchanged)
        }
        return .init(
          .runsAgain, "those of its steps run that changed, and what follows them",
          try differences)
      case .definition: return .init(.invalid, "it is no step")
      }
    }
  }

  private func outlook(_ change: JobChange) throws(StoreError) -> WhyReport.Outlook {
    switch change {
    case .create: return .init(.runs, "it has not run yet")
    case .restore: return .init(.unchanged, "the ledger remembers its run")
    case .recall(let run, _, _):
      return .init(.recalled, "it went back to what run #\(run) ran, so that run counts")
    case .unchanged(.stale(_)?), .update(.stale(_)?): return .init(.unchanged, Self.unchanged)
    case .unchanged, .update: return .init(.unchanged, Self.unchanged)
    case .supersede(let run):
      return .init(
        .runsAgain, "run #\(run) was not submitted yet and is replaced", try differences)
    case .waitBehind(let run), .cancelThenRun(let run):
      return .init(.runsAgain, "it runs again after run #\(run) has ended", try differences)
    case .rerun(let run, .refreshed(let reasons)):
      let what = reasons.joined(separator: ", ")
      return .init(.runsAgain, "\(what) changed since run #\(run) (--refresh)", try differences)
    case .rerun(let run, .changed):
      return .init(
        .runsAgain, "what it does or takes has changed since run #\(run)", try differences)
    case .hold(let run), .reject(let run, _):
      return .init(.held, "its updatePolicy keeps run #\(run)", try differences)
    }
  }

  static let unchanged = "nothing that it does or takes has changed since its run"

  private func outlook(_ sweep: SweepComparison) throws(StoreError) -> WhyReport.Outlook {
    let change = Change(step.name, sweep)
    switch sweep.change {
    case .create: return .init(.runs, "none of its \(sweep.tally.added) points has run yet")
    case .unchanged: return .init(.unchanged, Self.unchanged)
    case .hold, .reject: return .init(.held, change.reason ?? "its updatePolicy keeps the points")
    case .restore, .update:
      guard change.runs + change.ended > 0 else { return .init(.unchanged, Self.unchanged) }
      return .init(.runsAgain, change.reason ?? "its points have changed", try differences)
    }
  }

  /// Of the values that it takes, and of what it uses.
  private var differences: [IdentityDifference] {
    get throws(StoreError) {
      var found = takenDifferences
      guard let object = row.object, let now = components,
        let before = try step.entry.job == nil
          ? reader.identityComponents(ofSweep: object.id)
          : object.run.flatMap({ run throws(StoreError) in try reader.identityComponents(of: run) })
      else { return found }
      var comparison = IdentityComparison(step.name, versions: [], in: reader)
      let app = look.spec.steps.first { $0.objectName(in: look.record.name) == step.name }?.app
      found += try comparison.contents(from: before, to: now, app: app)
      return found
    }
  }

  private var components: IdentityComponents? {
    step.entry.job?.components ?? step.entry.sweep?.compiled.components
  }

  private var takenDifferences: [IdentityDifference] {
    let old = row.values.flatMap(StepValues.init(json:))?.values ?? [:]
    let new = values.flatMap(StepValues.init(json:))?.values ?? [:]
    let references = Set(old.keys).union(new.keys).filter { old[$0]?.identity != new[$0]?.identity }
    return references.sorted { $0.description < $1.description }.map { reference in
      let source = look.spec.steps.first { $0.name == reference.step }
      return IdentityDifference(
        reference.description, of: source?.objectName(in: look.record.name) ?? look.record.name,
        old[reference].map { .string($0.shownIdentity) },
        new[reference].map { .string($0.shownIdentity) })
    }
  }
}

extension StepValue {
  /// A digest, or the value itself, without the word in front that says which.
  fileprivate var shownIdentity: String {
    for word in ["value ", "outputs ", "points "] where identity.hasPrefix(word) {
      return String(identity.dropFirst(word.count))
    }
    return identity
  }
}
