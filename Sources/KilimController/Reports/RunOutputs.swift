import Glibc
package import KilimModel

/// Where the outputs of a run lie.
package struct RunOutputs: Sendable {
  private let plan: RunPlan
  private let status: RunStatus
  private let condition: RunCondition?
  private let exit: ExitRecord?

  package init(plan: RunPlan, status: RunStatus, condition: RunCondition?, exit: ExitRecord?) {
    self.plan = plan
    self.status = status
    self.condition = condition
    self.exit = exit
  }

  /// Where they are to be found now: the archive once the copy is done (or when outputs stay in
  /// place), the output directory before that and after failures that never copy.
  package var directory: String {
    isArchived ? plan.archive.directory : plan.directories.output
  }

  /// Whether they lie in the archive directory.
  package var isArchived: Bool {
    if plan.archive.directory == plan.directories.output { return true }
    guard let exit, !exit.timedOut, plan.archive.mode != .never else { return false }
    if plan.archive.mode == .skipOnFail, exit.end != .exited(code: 0) { return false }
    // Outputs of a program that ended badly are copied like others.
    let ends: Set<RunCondition?> = [.remoteOutcomeError, .outOfMemory, .runtimeRestarted]
    return status == .finished || (status == .failed && ends.contains(condition))
  }

  /// The places where they may lie, the likeliest first.
  private var directories: [String] {
    [directory, plan.directories.output, plan.archive.directory].filter { !$0.isEmpty }
  }

  /// The directory that has them now; nil when there is none (yet).
  package var existingDirectory: String? { directories.first { access($0, F_OK) == 0 } }

  /// The path of one output; nil when it is not there.
  package func path(of name: String) -> String? {
    directories.map { "\($0)/\(name)" }.first { access($0, F_OK) == 0 }
  }
}
