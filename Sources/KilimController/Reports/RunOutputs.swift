import Glibc
package import KilimModel
import KilimRemote

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

  /// The SSH host where they are to be found now; nil for this machine.
  var host: SSHTarget? { isArchived ? plan.archiveHost : plan.execHost }

  /// Whether they are to be found on this machine.
  package var areHere: Bool { host == nil }

  /// Whether they lie in the archive directory.
  package var isArchived: Bool {
    if plan.archivesInPlace { return true }
    guard let exit, !exit.timedOut, plan.archive.mode != .never else { return false }
    if plan.archive.mode == .skipOnFail, exit.end != .exited(code: 0) { return false }
    // Outputs of a program that ended badly are copied like others.
    let ends: Set<RunCondition?> = [.remoteOutcomeError, .outOfMemory, .runtimeRestarted]
    return status == .finished || (status == .failed && ends.contains(condition))
  }

  /// The places where they may lie, the likeliest first.
  var directories: [String] {
    let all = [
      (directory, host), (plan.directories.output, plan.execHost),
      (plan.archive.directory, plan.archiveHost),
    ]
    return all.filter { !$0.0.isEmpty && $0.1 == host }.map(\.0)
  }

  /// The directory that has them now; nil when there is none (yet).
  package var existingDirectory: String? {
    areHere ? directories.first { access($0, F_OK) == 0 } : nil
  }

  /// The path of one output; nil when it is not there.
  package func path(of name: String) -> String? {
    areHere ? directories.map { "\($0)/\(name)" }.first { access($0, F_OK) == 0 } : nil
  }
}
