import KilimController
import KilimManifest
import KilimModel

/// Checks files as `kilim validate` does.
struct Inspector {
  private let surroundings: Surroundings

  init() {
    let variables = [
      "HOME": "/home/ana", "WORK": "/work/ana", "WORK2": "/work2/ana", "SCRATCH": "/scratch/ana",
      "LOCAL": "/local",
    ]
    surroundings = Surroundings(
      now: { Timestamp(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 7, count: $0) },
      facts: HostFacts(
        userName: "ana", homeDirectory: "/home/ana", hostName: "laptop", coreCount: 1,
        variable: { variables[$0] }),
      executable: "kilim")
  }

  /// Errors and warnings, but for what is only beyond this version.
  func complaints(_ sources: [SourceFile], isIsolated: Bool) throws -> [Diagnostic] {
    try ControlPlane.validate(
      sources, isolated: isIsolated, in: nil, surroundings: surroundings
    ).diagnostics.filter {
      $0.severity == .error || $0.severity == .warning && $0.code != .unsupportedFeature
    }
  }
}
