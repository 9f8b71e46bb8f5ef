import KilimModel
import KilimTestSupport

@testable import KilimController

/// One job `one` that runs until it is told to end, and its engine.
struct RunningJob {
  let scene: Scene
  let drive: BackgroundDrive
  /// The job says its process id; then it waits for a line in `go`.
  let up: Beacon
  let go: Beacon
  let process: Int32

  /// - Parameter more: further lines of the job's spec.
  init(more: [String] = [], clocks: (WallClock) -> Void = { _ in }) throws {
    scene = try Scene()
    up = try scene.sandbox.beacon("up")
    go = try scene.sandbox.beacon("go")
    clocks(scene.clock)
    let outcome = try scene.apply(Self.manifest(up, go, "1", more: more))
    drive = try BackgroundDrive(scene.plane, outcome.runs)
    process = Int32(try up.line()) ?? 0
  }

  /// The same job with another word, which changes its identity.
  func manifest(_ word: String = "1", more: [String] = []) -> String {
    Self.manifest(up, go, word, more: more)
  }

  private static func manifest(
    _ up: Beacon, _ go: Beacon, _ word: String, more: [String]
  ) -> String {
    Declared.app("echo $$ >\(up.path); read line <\(go.path); echo $1 $line")
      + Declared.job("one", [word], more: more)
  }
}
