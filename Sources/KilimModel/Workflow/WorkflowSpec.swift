/// Named steps with dependencies (product, section 7).
package struct WorkflowSpec: Sendable, Hashable {
  package var name: String?
  package var steps: [WorkflowStep] = []
  package init() {}
}

/// One step of a workflow: exactly one of a Job, a Sweep and a Workflow.
package struct WorkflowStep: Sendable, Hashable {
  package var name = ""
  /// Names of steps that must have ended well before, beside those whose values the step uses.
  package var dependsOn: [String] = []
  /// An expression; when it is false the step is skipped.
  package var when: String?
  /// A failure of the step does not hold back the steps after it, nor fail the workflow.
  package var allowFailure: Bool?
  /// In place of the Job's own, or of that of the Sweep's template.
  package var retry: RetryPolicy?
  package var job: JobSpec?
  package var sweep: SweepSpec?
  package var workflow: WorkflowSpec?
  package init() {}
}
