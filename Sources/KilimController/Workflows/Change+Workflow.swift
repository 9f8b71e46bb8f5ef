import KilimLifecycle
import KilimModel

extension Change {
  /// The words for what applying does with a workflow: `1 step changed, 2 may follow`.
  init(_ name: ResourceName, _ workflow: WorkflowComparison) {
    let tally = workflow.tally
    var parts: [String] = []
    for (count, word) in [
      (tally.added, "new"), (tally.changed, "changed"),
      (tally.following, "run again if what they take has changed"), (tally.removed, "removed"),
      (tally.unchanged, "unchanged"),
    ] where count > 0 {
      parts.append("\(count) \(count == 1 ? "step" : "steps") \(word)")
    }
    let stale = workflow.staleWords
    if let stale { parts.append(stale) }
    let action: Action
    switch workflow.change {
    case .create: action = .created
    case .restore: action = .restored
    case .update: action = .updated
    case .unchanged:
      action = .unchanged
      parts = [stale].compactMap(\.self)
      if workflow.status == .failed || workflow.status == .cancelled {
        parts += [
          "it \(workflow.status == .failed ? "failed" : "was cancelled"); `kilim retry \(name)` carries on"
        ]
      }
    }
    self.init(
      name: name, action: action, reason: parts.isEmpty ? nil : parts.joined(separator: ", "),
      runs: workflow.change == .unchanged ? 0 : workflow.cost.runs)
    ended = workflow.ended
    repeated = workflow.repeated
  }
}

extension WorkflowComparison {
  /// ``Stale: the App of `train` changed since; ...``; nil when nothing is stale.
  fileprivate var staleWords: String? {
    guard !stale.isEmpty else { return nil }
    let what = stale.map(\.words).joined(separator: ", ")
    let they = stale.count == 1 ? "it" : "them"
    guard refreshes else {
      return "Stale: \(what) changed since; `kilim apply --refresh` runs \(they) again"
    }
    return "\(what) changed since, which runs \(they) again"
  }
}
