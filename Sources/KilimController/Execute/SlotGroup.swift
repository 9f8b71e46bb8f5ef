import KilimModel

/// Whose slots a run takes: those of its System, of which the batch scheduler has its own.
enum SlotGroup {
  // No id of a System has a slash.
  private static let batchSuffix = "/batch"

  static func name(of plan: RunPlan) -> String {
    plan.batch == nil ? plan.execSystemId : plan.execSystemId + batchSuffix
  }

  static func executor(of group: String) -> ExecutorName {
    group.hasSuffix(batchSuffix) ? .batch(system(of: group)) : .launcher
  }

  static func system(of group: String) -> String {
    group.hasSuffix(batchSuffix) ? String(group.dropLast(batchSuffix.count)) : group
  }
}
