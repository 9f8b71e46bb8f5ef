extension WorkflowSpec {
  /// The fields that ask for something this version does not do yet, by their paths. What the Jobs
  /// and Sweeps of its steps ask for by themselves is said of them.
  ///
  /// Whoever edits a workflow wants the edited steps to run, and one budget holds for all of it.
  ///
  /// - Parameter path: where the workflow stands in its document.
  package func unsupportedFields(at path: String = "spec") -> [String] {
    var fields: [String] = []
    if whole.updatePolicy != nil { fields.append("\(path).updatePolicy") }
    for (index, step) in steps.enumerated() {
      let place = "\(path).steps[\(index)]"
      for (job, part) in [(step.job, "job"), (step.sweep?.whole, "sweep")] {
        guard let job else { continue }
        if job.updatePolicy?.keepsOld == true { fields.append("\(place).\(part).updatePolicy") }
        if job.budget != nil { fields.append("\(place).\(part).budget") }
      }
      fields += step.workflow?.unsupportedFields(at: "\(place).workflow") ?? []
    }
    return fields
  }
}

extension UpdatePolicy {
  /// A change may lead to no new run.
  fileprivate var keepsOld: Bool {
    whileRunning == .reject || afterFinish == .hold || afterFinish == .reject
  }
}
