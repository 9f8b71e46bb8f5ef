import KilimModel

/// A Workflow: named steps with dependencies (product, section 7).
enum WorkflowDeclaration {
  static let type = RecordType<WorkflowSpec>(
    "a Workflow", { WorkflowSpec() },
    [
      .optional(
        "name", \.name, .text(1...64, .objectName), .other, "Kilim",
        "The workflow's name; repeats `metadata.name`."),
      .list(
        "steps", \.steps, .list(.record(step)).uniqueNames("name", \.ownName), .identity, "Kilim",
        "What is to be done, in any order."
      ).demanded,
    ])

  private static let step = RecordType<WorkflowStep>(
    "a step", { WorkflowStep() },
    [
      .required(
        "name", \.name, .text(1...64, .identifier), .other, "Kilim", "The step's name."),
      .optional(
        "job", \.job, .record(JobDeclaration.type), .identity, "Kilim", "The Job that it runs."),
    ])
}

extension WorkflowStep {
  fileprivate var ownName: String? { name.isEmpty ? nil : name }
}
