/// Named steps with dependencies (product, section 7).
package struct WorkflowSpec: Sendable, Hashable {
  package var name: String?
  package var steps: [WorkflowStep] = []
  package init() {}
}

/// One step of a workflow.
package struct WorkflowStep: Sendable, Hashable {
  package var name = ""
  package var job: JobSpec?
  package init() {}
}
