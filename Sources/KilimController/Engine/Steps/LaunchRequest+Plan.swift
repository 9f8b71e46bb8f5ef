import KilimLaunch
import KilimManifest
import KilimModel
import KilimTransport

extension LaunchRequest {
  /// The launch of a plan on this host, with `$NAME` filled in from the run's own environment.
  ///
  /// - Throws: `TransferError` when a ZIP bundle names no program.
  init(
    _ plan: RunPlan, token: LaunchToken, attempt: Int, facts: HostFacts
  ) throws(TransferError) {
    let output = plan.directories.output
    self.init(
      token: token, group: plan.execSystemId,
      arguments: try Self.arguments(of: plan, attempt),
      environment: Self.environment(of: plan, facts),
      workingDirectory: Self.workingDirectory(of: plan, attempt),
      standardOutput: "\(output)/\(plan.stdoutFilename)",
      standardError: "\(output)/\(plan.stderrFilename)",
      exitCodeFile: "\(output)/tapisjob.exitcode",
      timeLimitSeconds: Int64(plan.maxMinutes) * 60)
  }

  /// A container's command gets what it needs itself; the program gets its variables from that.
  private static func environment(of plan: RunPlan, _ facts: HostFacts) -> [String] {
    guard plan.container != nil else { return plan.environment.map { "\($0.key)=\($0.value)" } }
    return RuntimeEnvironment.variables(facts)
      + ContainerCommand.variables(of: plan).map { "\($0.key)=\($0.value)" }
  }

  /// Podman leaves a mark where it was started when the kernel ends a program at its memory limit.
  private static func workingDirectory(of plan: RunPlan, _ attempt: Int) -> String {
    let hasPrefix = plan.commandPrefix != nil || plan.mpiCommand != nil
    return plan.runtime == .podman && plan.container != nil && !hasPrefix
      ? ContainerCommand.scratch(of: plan, attempt: attempt) : plan.directories.exec
  }

  private static func arguments(
    of plan: RunPlan, _ attempt: Int
  ) throws(TransferError) -> [String] {
    var words =
      plan.container == nil
      ? plan.command.map { word in
        word.hasVariables
          ? word.expanded { name in plan.environment.last { $0.key == name }?.value }
          : word.expanded { _ in nil }
      } : ContainerCommand.filledArguments(of: plan, attempt: attempt)
    if plan.runtime == .zip {
      let directory = plan.directories.exec
      words.insert("\(directory)/\(try BundleUnpacker.executable(in: directory))", at: 0)
    }
    guard let prefix = plan.mpiCommand ?? plan.commandPrefix else { return words }
    // The one raw text that reaches a shell, where the System allows it; the words stay words.
    return ["/bin/sh", "-c", "\(prefix) \"$@\"", "sh"] + words
  }
}
