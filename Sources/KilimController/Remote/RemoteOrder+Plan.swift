import KilimLaunch
import KilimModel
import KilimRemote

extension RemoteOrder {
  /// The launch of a plan on its SSH host, with `$NAME` filled in from the run's own environment; what
  /// it has from the login is filled in there.
  init(_ plan: RunPlan, token: LaunchToken) {
    let output = plan.directories.output
    self.init(
      token: token,
      words: plan.command.map { $0.filled(from: plan.environment) },
      isBundle: plan.runtime == .zip, prefix: plan.mpiCommand ?? plan.commandPrefix,
      environment: plan.environment.map { Variable($0.key, $0.value) },
      workingDirectory: plan.directories.exec,
      standardOutput: "\(output)/\(plan.stdoutFilename)",
      standardError: "\(output)/\(plan.stderrFilename)",
      exitCodeFile: "\(output)/tapisjob.exitcode",
      timeLimitSeconds: Int64(plan.maxMinutes) * 60)
  }
}

extension CommandWord {
  fileprivate func filled(from environment: [PlannedVariable]) -> CommandWord {
    CommandWord(
      parts: parts.map { part in
        guard case .variable(let name) = part else { return part }
        if let own = environment.last(where: { $0.key == name }) { return .text(own.value) }
        return RemoteOrder.loginVariables.contains(name) ? part : .text("")
      })
  }
}
