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
    ] + whole)

  /// What a Job has too, declared there.
  private static let whole: [Field<WorkflowSpec>] = JobDeclaration.type.fields.filter {
    wholeNames.contains($0.name)
  }.map { $0.lifted(\.whole) }

  static let wholeNames: Set = ["updatePolicy", "dependsOn", "suspend", "notes"]

  /// The name and what it waits for are no part of what a step does.
  private static let step = RecordType<WorkflowStep>(
    "a step", { WorkflowStep() },
    [
      .required(
        "name", \.name, .text(1...64, .stepName), .other, "Kilim",
        "The step's name, as in `${steps.NAME.outputDir}`."),
      .list(
        "dependsOn", \.dependsOn, .list(.text(1...64)).distinct(), .other, "Kilim",
        "Steps that must have ended well before, beside those whose values the step uses."),
      .optional(
        "when", \.when, .text(1...4096), .identity, "Kilim",
        "An expression over `steps.NAME.status` and `steps.NAME.results.KEY`; where it is false the step is skipped."
      ),
      .optional(
        "allowFailure", \.allowFailure, .boolean, .other, "Kilim",
        "True: a failure holds no later step back and does not fail the workflow.",
        default: "false"),
      .optional(
        "retry", \.retry, .record(RetryDeclaration.policy), .other, "Kilim",
        "In place of the Job's own, or of that of the Sweep's template."),
      .optional(
        "job", \.job, .record(JobDeclaration.type), .identity, "Kilim",
        "The Job that the step is, with `${steps.NAME....}` where values of other steps go."),
      .optional(
        "sweep", \.sweep, .record(SweepDeclaration.type), .identity, "Kilim",
        "The Sweep that the step is."),
      .optional(
        "workflow", \.workflow, .again, .identity, "Kilim",
        "Steps inside of the step; its fields are those of a Workflow's `spec`."),
    ], rules: OneOf.rules(bodies),
    check: { _, node, decoding in OneOf.check(bodies, of: node, &decoding) })

  private static let bodies = ["job", "sweep", "workflow"]

  /// Workflows stand in each other at most so deep.
  static let deepest = 8
}

extension ValueType where Value == WorkflowSpec {
  /// A Workflow inside of one: its declaration is made once the outer one is.
  fileprivate static var again: ValueType {
    ValueType(
      shape: .record,
      read: { node, decoding in
        guard decoding.path.depth(of: "workflow") <= WorkflowDeclaration.deepest else {
          decoding.report(
            .outOfRange, at: node,
            "workflows stand in each other more than \(WorkflowDeclaration.deepest) deep",
            hint: "write the inner ones as documents of their own, with `dependsOn`")
          return nil
        }
        return WorkflowDeclaration.type.read(node, &decoding)
      },
      write: { WorkflowDeclaration.type.write($0, $1) },
      record: { RecordDescription(again: .workflow, title: "a Workflow") })
  }
}

extension WorkflowStep {
  fileprivate var ownName: String? { name.isEmpty ? nil : name }
}
