import KilimManifest
import KilimModel
import KilimTransport

extension ArchiveRequest {
  /// The copy of a plan's outputs, with the launch files where the plan wants them.
  init(_ plan: RunPlan) {
    self.init(
      output: plan.directories.output, archive: plan.archive.directory,
      includes: plan.archive.includes, excludes: plan.archive.excludes,
      launchFiles: plan.archive.includeLaunchFiles ? Self.launchFiles(of: plan) : [],
      runUUID: plan.uuid.description)
  }

  private static func launchFiles(of plan: RunPlan) -> [LaunchFile] {
    [
      LaunchFile(
        name: "tapisjob.sh", bytes: Array(LaunchRenderer.script(for: plan).utf8), mode: 0o700),
      // Values of variables may be private.
      LaunchFile(
        name: "tapisjob.env", bytes: Array(LaunchRenderer.environmentFile(for: plan).utf8),
        mode: 0o600),
    ]
  }
}
