import Glibc
import KilimModel
import KilimRemote
import KilimTransport

/// Keeps the outputs of a failed attempt apart from those of the next one.
///
/// Only an output directory of the run's own, one with its uuid in the path, is ever moved: what
/// others may write to as well stays as it is.
enum AttemptOutputs {
  /// Renames what the attempt before wrote, to `output.attempt-1`; again does no harm.
  static func setAside(of plan: RunPlan, before attempt: Int) throws(TransferError) {
    guard attempt > 1, isOwn(plan) else { return }
    let (output, aside) = (plan.directories.output, aside(of: plan, attempt - 1))
    guard access(aside, F_OK) != 0, access(output, F_OK) == 0 else { return }
    guard rename(output, aside) == 0 else {
      throw TransferError(
        "the outputs of attempt \(attempt - 1) cannot be moved to \(aside): "
          + String(cString: strerror(errno)), isTemporary: false)
    }
  }

  /// Brings back what `restart.keep` names.
  static func bringKept(of plan: RunPlan, to attempt: Int) throws(TransferError) {
    guard attempt > 1, isOwn(plan), let restart = plan.restart, !restart.keep.isEmpty else {
      return
    }
    let patterns = restart.keep.compactMap { try? PathPattern($0) }
    let aside = aside(of: plan, attempt - 1)
    for path in try LocalFiles.files(below: aside)
    where patterns.contains(where: { $0.matches(path) }) {
      let target = "\(plan.directories.output)/\(path)"
      guard access(target, F_OK) != 0 else { continue }
      if let slash = target.lastIndex(of: "/") {
        try LocalFiles.createDirectories(String(target[..<slash]), mode: 0o700)
      }
      guard rename("\(aside)/\(path)", target) == 0 else {
        throw TransferError(
          "\(path) cannot be kept for attempt \(attempt): " + String(cString: strerror(errno)),
          isTemporary: false)
      }
    }
  }

  static func aside(of plan: RunPlan, _ attempt: Int) -> String {
    "\(plan.directories.output).attempt-\(attempt)"
  }

  private static func isOwn(_ plan: RunPlan) -> Bool {
    plan.directories.output.contains(plan.uuid.description)
  }
}

extension AttemptOutputs {
  /// What a host has to make for an attempt.
  static func directories(of plan: RunPlan, for attempt: Int) -> DirectoryOrder {
    var order = DirectoryOrder(paths: RunDirectories.paths(of: plan))
    if attempt > 1, plan.directories.output.contains(plan.uuid.description) {
      order.setAside = .init(
        from: plan.directories.output, to: aside(of: plan, attempt - 1))
    }
    return order
  }
}
