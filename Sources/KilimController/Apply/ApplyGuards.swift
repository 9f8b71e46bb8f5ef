import KilimModel

/// What the user allows an apply to do, asked of its changes (product, section 5).
struct ApplyGuards {
  let options: ApplyOptions

  /// Why the changes are refused; nil when they are allowed.
  func refusal(of changes: [Change]) -> ApplyRefusal? {
    overLimit(changes) ?? unconfirmed(changes)
  }

  func overLimit(_ changes: [Change]) -> ApplyRefusal? {
    let summary = ChangeSummary(changes)
    if let allowed = options.maxNewRuns, summary.runs > allowed {
      return .tooManyRuns(wanted: summary.runs, allowed: allowed)
    }
    if let allowed = options.maxCoreHours, summary.coreHours > allowed {
      return .tooManyCoreHours(wanted: summary.coreHours, allowed: allowed)
    }
    for change in changes {
      guard let budget = change.budget, change.exceeds(budget) else { continue }
      return .overBudget(change.name, wanted: ChangeSummary([change]), allowed: budget)
    }
    return nil
  }

  private func unconfirmed(_ changes: [Change]) -> ApplyRefusal? {
    let critical = changes.filter { needsAgreement($0) }
    return critical.isEmpty ? nil : .needsConfirmation(critical)
  }

  /// Whether a change repeats or ends work that nobody agreed to.
  func needsAgreement(_ change: Change) -> Bool {
    guard change.ended + change.repeated > 0, !options.isConfirmed else { return false }
    guard options.isUnattended else { return true }
    return options.maxNewRuns == nil && options.maxCoreHours == nil && change.budget == nil
  }
}

extension Change {
  fileprivate func exceeds(_ budget: Budget) -> Bool {
    if let allowed = budget.maxNewRuns, runs > allowed { return true }
    if let allowed = budget.maxCoreHours, coreHours > allowed { return true }
    return false
  }
}

extension Change {
  init(_ entry: ApplyEntry, _ decision: ApplyPlanner.Decision) {
    self.init(entry.document.name, decision)
    switch decision {
    case .definition: break
    case .sweep:
      guard let sweep = entry.sweep else { return }
      coreHours = Double(runs) * sweep.compiled.plan.coreHours
      if runs > 0 || ended > 0 { budget = sweep.spec.whole.budget }
    case .workflow(let workflow): coreHours = runs > 0 ? workflow.cost.coreHours : 0
    case .job(let change, _, _):
      guard let job = entry.job else { return }
      if change.makesRun { coreHours = job.coreHours }
      if runs > 0 || action == .waiting || action == .cancelled { budget = job.budget }
    }
  }
}
