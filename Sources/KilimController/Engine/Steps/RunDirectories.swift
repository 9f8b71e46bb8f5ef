import Glibc
import KilimManifest
import KilimModel
import KilimTransport

/// Makes the directories of runs (PROCESSING_INPUTS).
enum RunDirectories {
  /// Makes what is missing, 0700 for each new directory; again for the same run does no harm.
  static func make(for plan: RunPlan) throws(TransferError) {
    for path in Self.paths(of: plan) { try make(path) }
  }

  /// Makes the directory that a container's runtime writes to during one attempt.
  static func makeScratch(of plan: RunPlan, _ attempt: Int) throws(TransferError) {
    guard plan.container != nil, plan.batch == nil else { return }
    try make(ContainerCommand.scratch(of: plan, attempt: attempt))
  }

  /// Exec, input and output directory and those of the log files, without repeats.
  static func paths(of plan: RunPlan) -> [String] {
    let directories = plan.directories
    var paths = [directories.exec]
    for path in [directories.input, directories.output] where !paths.contains(path) {
      paths.append(path)
    }
    for name in [plan.stdoutFilename, plan.stderrFilename] {
      guard let slash = name.lastIndex(of: "/") else { continue }
      let path = "\(directories.output)/\(name[..<slash])"
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }

  private static func make(_ path: String) throws(TransferError) {
    // Nearly always the parent is there and the directory is not: one call.
    if mkdir(path, 0o700) == 0 { return }
    try LocalFiles.createDirectories(path, mode: 0o700)
  }
}
