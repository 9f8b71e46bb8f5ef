package import KilimModel

/// A plan as it is stored: without what differs between like runs, so that thousands of like runs
/// have equal values, and can share one.
package struct SharedPlan: Sendable, Hashable {
  let template: [UInt8]

  /// - Parameter text: the RunPlan as JSON.
  package init(text: String, uuid: RunUUID, jobName: String, created: Timestamp) {
    template = PlanTemplate(uuid: uuid, jobName: jobName, created: created).template(of: text)
  }

  /// The plan of a sweep's template, with the marks of `PointMark` in the places of values.
  ///
  /// - Parameter names: of the parameters, in the order of their marks.
  package init(sweep text: String, names: [String], uuid: RunUUID, created: Timestamp) {
    let line = JSONValue.array(names.map { .string($0) }).text + "\n"
    template =
      Array(line.utf8)
      + PlanTemplate(uuid: uuid, jobName: "", created: created).template(of: text)
  }

  /// The plan of one point, as the store composes it for a run.
  package func plan(
    uuid: RunUUID, created: Timestamp, position: Int, values: String
  ) -> String? {
    let text = PointText(uuid: uuid, created: created, position: position, values: values)
    return template.withUnsafeBufferPointer { text?.filled(into: $0) }
  }
}
