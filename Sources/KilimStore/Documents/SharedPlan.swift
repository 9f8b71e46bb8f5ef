package import KilimModel

/// A plan as it is stored: without what differs between like runs, so that thousands of like runs
/// have equal values, and can share one.
package struct SharedPlan: Sendable, Hashable {
  let template: [UInt8]

  /// - Parameter text: the RunPlan as JSON.
  package init(text: String, uuid: RunUUID, jobName: String, created: Timestamp) {
    template = PlanTemplate(uuid: uuid, jobName: jobName, created: created).template(of: text)
  }
}
