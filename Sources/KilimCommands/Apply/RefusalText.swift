import KilimController

/// Why an apply was refused, and the way on.
enum RefusalText {
  static func of(_ refusal: ApplyRefusal) -> String {
    switch refusal {
    case .needsConfirmation(let changes):
      """
      \(subject(changes)); nothing was changed
        hint: look at it with `kilim diff`, then use --yes
      """
    case .tooManyRuns(let wanted, let allowed):
      """
      this would start \(wanted) runs, and --max-new-runs allows \(allowed); nothing was changed
        hint: raise --max-new-runs, or apply fewer manifests at a time
      """
    }
  }

  static func question(_ refusal: ApplyRefusal) -> String {
    switch refusal {
    case .needsConfirmation(let changes): "\(subject(changes)). Go on?"
    case .tooManyRuns: "Go on?"
    }
  }

  private static func subject(_ changes: [Change]) -> String {
    let ended = changes.count { $0.action == .cancelled }
    let repeated = changes.count - ended
    let parts = [
      repeated > 0 ? "run \(repeated) job\(repeated == 1 ? "" : "s") again" : nil,
      ended > 0 ? "cancel \(ended) run\(ended == 1 ? "" : "s")" : nil,
    ].compactMap(\.self)
    return "this would " + parts.joined(separator: " and ")
  }
}
