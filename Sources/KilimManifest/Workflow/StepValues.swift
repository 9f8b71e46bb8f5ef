import KilimModel

/// Which values the kinds of steps have.
enum StepValues {
  /// What to do instead; nil for a value that the step has. Results of a Job are another question.
  static func hint(for reference: StepReference, of step: WorkflowStep) -> String? {
    switch (reference.value, step.job != nil, step.sweep != nil) {
    case (.status, _, _): nil
    case (.archiveDirectory, true, _), (.outputDirectory, true, _), (.result, true, _): nil
    case (.pointsFile, true, _):
      "it is a Job: `${steps.\(step.name).outputDir}` has its outputs"
    case (.pointsFile, _, true): nil
    case (_, _, true):
      "it is a Sweep: `${steps.\(step.name).pointsFile}` has a line for each point, with its directories and results"
    case (_, false, false):
      "it is a Workflow: other steps can wait for it, and `when` can ask for its status"
    }
  }
}

extension StepReference {
  /// Without the step: `results.accuracy`.
  var valueText: String { String("\(self)".dropFirst("steps.\(step).".count)) }
}
