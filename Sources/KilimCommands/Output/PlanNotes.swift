import KilimModel

/// What a plan leaves open, and what was chosen for it, in words.
enum PlanNotes {
  static func lines(_ plan: RunPlan) -> [String] {
    let choice = plan.execSystemReason.map { ["System `\(plan.execSystemId)` was \($0)"] } ?? []
    return choice
      + plan.pendingFacts.map { fact in
        "`\(fact.text)` stands for `$\(fact.variable)` of System `\(fact.systemId)`, which is asked for it when the job is submitted"
      }
  }
}
