package import KilimLifecycle
package import KilimModel

/// What people and programs are told about one workflow.
package struct WorkflowReport: Sendable {
  /// Its declaration; workflows have no run of their own.
  package var object: ObjectReport
  package var steps: [StepReport]
  /// The workflow as one run.
  package var state: RunState
  /// Of those that were asked for by name: the steps whose App, bundle or input has changed since.
  package var stale: [StaleStep] = []

  package var name: ResourceName { object.name }

  /// How many steps are in a state.
  package func count(_ state: StepState) -> Int { steps.count { $0.state == state } }
}

/// One step of a workflow.
package struct StepReport: Sendable, Hashable {
  package var name: String
  package var state: StepState
  /// What was made of it: `job/pipe/train`; nil for nothing yet.
  package var object: ResourceName?
  /// Of a Job: its newest run, or the run elsewhere whose outputs are the step's.
  package var run: RunName?
  /// Of a swept step: what became of its points.
  package var points: PointCounts?
  /// Of a step that is a workflow.
  package var steps: StepCounts?
  /// Why it is in its state.
  package var reason: String?
  /// The steps that must end before.
  package var needs: [String]
}

/// How far the steps of a workflow are.
package struct StepCounts: Sendable, Hashable {
  /// Ended well, or skipped.
  package var done: Int
  package var total: Int
}
