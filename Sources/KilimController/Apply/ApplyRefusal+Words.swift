import KilimModel

extension ApplyRefusal {
  /// What was asked for and what is allowed, as the rest of a sentence.
  package var words: String {
    switch self {
    case .needsConfirmation(let changes):
      "\(changes.count) object\(changes.count == 1 ? "" : "s") would repeat or end runs"
    case .tooManyRuns(let wanted, let allowed):
      "\(Self.runs(wanted)) would start, and --max-new-runs allows \(allowed)"
    case .tooManyCoreHours(let wanted, let allowed):
      "the new runs may use \(Self.hours(wanted)), and --max-core-hours allows "
        + Self.hours(allowed)
    case .overBudget(let name, let wanted, let allowed):
      "\(name) would start \(Self.runs(wanted.runs)) of \(Self.hours(wanted.coreHours)), and its "
        + "`spec.budget` allows \(Self.limits(allowed))"
    case .emptySource: "nothing is declared, and an empty source never prunes"
    case .prunesMost(let removed, let all):
      "--prune would remove \(removed) of the \(all) objects of the inventory"
    }
  }

  private static func runs(_ count: Int) -> String { count == 1 ? "1 run" : "\(count) runs" }

  private static func hours(_ hours: Double) -> String { "\(CoreHours.text(hours)) core-hours" }

  private static func limits(_ budget: Budget) -> String {
    [budget.maxNewRuns.map(runs), budget.maxCoreHours.map(hours)].compactMap(\.self)
      .joined(separator: " and ")
  }
}

/// Core-hours for people: two digits behind the point, as far as they say something.
package enum CoreHours {
  package static func text(_ hours: Double) -> String {
    let hundredths = Int64((min(hours, 1e12) * 100).rounded(.up))
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
