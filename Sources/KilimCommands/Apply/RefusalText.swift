import KilimController

/// Why an apply was refused, and the way on.
enum RefusalText {
  static func of(_ refusal: ApplyRefusal) -> String {
    switch refusal {
    case .needsConfirmation(let changes):
      text(subject(changes), "look at it with `kilim diff`, then use --yes or a budget")
    case .tooManyRuns:
      text(refusal.words, "raise --max-new-runs, or apply fewer manifests at a time")
    case .tooManyCoreHours:
      text(refusal.words, "raise --max-core-hours, or lower maxMinutes, nodes or cores")
    case .overBudget: text(refusal.words, "raise its `spec.budget`")
    case .emptySource:
      text(
        refusal.words,
        "look whether the path is right; `kilim delete` removes objects by their names")
    case .prunesMost:
      text(refusal.words, "look at it with `kilim diff --prune`, then use --yes")
    }
  }

  private static func text(_ reason: String, _ hint: String) -> String {
    "\(reason); nothing was changed\n  hint: \(hint)"
  }

  /// What a person at a terminal is asked; nil for what no answer allows.
  static func question(_ refusal: ApplyRefusal) -> String? {
    switch refusal {
    case .needsConfirmation(let changes): "\(subject(changes)). Go on?"
    case .prunesMost: "\(refusal.words). Go on?"
    case .tooManyRuns, .tooManyCoreHours, .overBudget, .emptySource: nil
    }
  }

  private static func subject(_ changes: [Change]) -> String {
    let ended = changes.reduce(0) { $0 + $1.ended }
    let points = changes.reduce(0) { $0 + ($1.name.kind == .sweep ? $1.repeated : 0) }
    let jobs = changes.reduce(0) { $0 + $1.repeated } - points
    let again = [
      jobs > 0 ? counted(jobs, "job") : nil, points > 0 ? counted(points, "point") : nil,
    ].compactMap(\.self)
    let parts = [
      again.isEmpty ? nil : "run \(again.joined(separator: " and ")) again",
      ended > 0 ? "cancel \(counted(ended, "run"))" : nil,
    ].compactMap(\.self)
    return "this would " + parts.joined(separator: " and ")
  }
}
