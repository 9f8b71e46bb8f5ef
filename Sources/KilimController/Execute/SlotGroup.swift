import KilimModel

/// Whose slots a run takes: those of its System, or of the host that it was when the run was planned;
/// the batch scheduler of a System has its own.
enum SlotGroup {
  // No id of a System has a slash.
  private static let batchSuffix = "/batch"

  static func name(of plan: RunPlan) -> String {
    if plan.batch != nil { return plan.execSystemId + batchSuffix }
    return plan.execHost.map(HostName.of) ?? plan.execSystemId
  }

  static func executor(of group: String) -> ExecutorName {
    if HostName.target(group) != nil { return .host(group) }
    return group.hasSuffix(batchSuffix) ? .batch(system(of: group)) : .launcher
  }

  static func system(of group: String) -> String {
    if let host = HostName.target(group) { return host.systemId }
    return group.hasSuffix(batchSuffix) ? String(group.dropLast(batchSuffix.count)) : group
  }
}
