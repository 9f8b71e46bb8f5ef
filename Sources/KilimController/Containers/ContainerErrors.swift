import KilimModel
import KilimTransport

/// What the command of a container and its program wrote last to standard error.
enum ContainerErrors {
  static func tail(of plan: RunPlan) -> String {
    (try? LocalFiles.tail(
      "\(plan.directories.output)/\(plan.stderrFilename)", lines: 20, bytes: 8192)) ?? ""
  }
}
