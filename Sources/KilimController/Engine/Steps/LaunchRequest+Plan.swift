import KilimLaunch
import KilimModel
import KilimTransport

extension LaunchRequest {
  /// The launch of a plan on this host, with `$NAME` filled in from the run's own environment.
  ///
  /// - Throws: `TransferError` when a ZIP bundle names no program.
  init(_ plan: RunPlan, token: LaunchToken) throws(TransferError) {
    let output = plan.directories.output
    self.init(
      token: token, group: plan.execSystemId,
      arguments: try Self.arguments(of: plan),
      environment: plan.environment.map { "\($0.key)=\($0.value)" },
      workingDirectory: plan.directories.exec,
      standardOutput: "\(output)/\(plan.stdoutFilename)",
      standardError: "\(output)/\(plan.stderrFilename)",
      exitCodeFile: "\(output)/tapisjob.exitcode",
      timeLimitSeconds: Int64(plan.maxMinutes) * 60)
  }

  private static func arguments(of plan: RunPlan) throws(TransferError) -> [String] {
    var words = plan.command.map { word in
      word.hasVariables
        ? word.expanded { name in plan.environment.last { $0.key == name }?.value }
        : word.expanded { _ in nil }
    }
    if plan.runtime == .zip {
      let directory = plan.directories.exec
      words.insert("\(directory)/\(try BundleUnpacker.executable(in: directory))", at: 0)
    }
    guard let prefix = plan.mpiCommand ?? plan.commandPrefix else { return words }
    // The one raw text that reaches a shell, where the System allows it; the words stay words.
    return ["/bin/sh", "-c", "\(prefix) \"$@\"", "sh"] + words
  }
}
