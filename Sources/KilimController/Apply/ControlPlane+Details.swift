import KilimManifest
import KilimModel
import KilimStore

extension ControlPlane {
  /// The fields behind each change of a plan, in the same order. Empty for what is unchanged.
  ///
  /// What is known of the state is read again, so it may be newer than the plan.
  package func details(of plan: ApplyPlan) throws(EngineError) -> [ChangeDetail] {
    guard plan.entries.count <= plan.changes.count else { return [] }
    return try read { reader throws(StoreError) in
      var details: [ChangeDetail] = []
      details.reserveCapacity(plan.changes.count)
      var changed: [ResourceName: Bool] = [:]
      for (entry, change) in zip(plan.entries, plan.changes) {
        var detail = ChangeDetail()
        if change.isChange {
          let record = try reader.object(entry.document.name)
          let differences = entry.differences(from: record)
          detail.fields = differences.map { FieldChange($0, in: entry.document.source) }
          if record != nil, [.app, .system].contains(change.name.kind) {
            changed[change.name] =
              change.name.kind == .app && differences.contains(where: \.isIdentity)
          }
        }
        details.append(detail)
      }
      var jobs = AffectedJobs(changed: changed, given: plan.changes)
      let affected = try jobs.find(in: reader)
      for (index, change) in plan.changes.enumerated() {
        details[index].affected = affected[change.name] ?? []
      }
      return details
    }
  }
}
