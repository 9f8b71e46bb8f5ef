import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// Sweeps whose points read different files beside the manifest.
struct PointInputTests {
  private let sweep = ResourceName(.sweep, "s")

  private func manifest(_ values: String, app: String = "test -s $_tapisExecSystemInputDir/in")
    -> String
  {
    Declared.app(app)
      + Declared.sweep(
        "s", values,
        template: [
          "fileInputs: [{name: own, sourceUrl: \"${sweep.n}.csv\", targetPath: in}, "
            + "{name: all, sourceUrl: shared.csv, targetPath: shared}]"
        ])
  }

  private func scene(_ files: [String]) throws -> Scene {
    let scene = try Scene()
    for name in files + ["shared"] { try scene.sandbox.write(name, to: "\(name).csv") }
    return scene
  }

  private func change(
    _ scene: Scene, _ text: String, refresh: Bool = false
  ) throws -> Change {
    let plan = try scene.plan(text) {
      $0.refresh = refresh
      $0.isConfirmed = true
    }
    return try #require(plan.changes.last)
  }

  private func numbers(_ scene: Scene) throws -> [Int] {
    try scene.states(of: sweep).indices.map { index in
      try scene.plane.store.read { reader throws(StoreError) in
        try reader.newestRun(of: ResourceName(.sweep, "s").point(index + 1))?.number ?? 0
      }
    }
  }

  @Test func `each point is judged by its own file`() throws {
    let scene = try scene(["1", "2", "3"])
    let text = manifest("[1, 2, 3]")
    try scene.run(text)
    #expect(try change(scene, text).reason == nil)
    // Not the first point's.
    try scene.sandbox.write("other", to: "2.csv")
    let stale = try change(scene, text)
    #expect(stale.action == .unchanged)
    #expect(stale.reason?.contains("Stale: the inputs of 1 point changed") == true, "\(stale)")
    let planned = try change(scene, text, refresh: true)
    #expect(planned.runs == 1 && planned.repeated == 1, "\(planned)")
    try scene.drive(
      try scene.apply(text) {
        $0.refresh = true
        $0.isConfirmed = true
      }.runs)
    let numbers = try numbers(scene)
    #expect(numbers == [1, 2, 1])
    // Back to what ran before: that result counts again.
    try scene.sandbox.write("2", to: "2.csv")
    try scene.drive(
      try scene.apply(text) {
        $0.refresh = true
        $0.isConfirmed = true
      }.runs)
    #expect(try scene.states(of: sweep)[1] == .reused)
    #expect(try change(scene, text).reason == nil)
    #expect(try change(scene, text, refresh: true).runs == 0)
  }

  @Test func `a new first point makes no other one stale`() throws {
    let scene = try scene(["1", "2", "3"])
    try scene.run(manifest("[2, 3]"))
    let text = manifest("[1, 2, 3]")
    #expect(try change(scene, text).runs == 1)
    try scene.run(text)
    #expect(try change(scene, text).reason == nil)
    #expect(try change(scene, text, refresh: true).runs == 0)
  }

  @Test func `a shared file makes all stale`() throws {
    let scene = try scene(["1", "2"])
    let text = manifest("[1, 2]")
    try scene.run(text)
    try scene.sandbox.write("other", to: "shared.csv")
    #expect(try change(scene, text).reason?.contains("the input `shared`") == true)
    #expect(try change(scene, text, refresh: true).runs == 2)
  }

  @Test func `what waits, and what is retried, reads what is there then`() throws {
    let scene = try scene(["1", "2", "3"])
    try scene.sandbox.write("", to: "2.csv")
    let text = manifest("[1, 2, 3]")
    let outcome = try scene.apply(text) {
      $0.isConfirmed = true
      $0.sweepLimit = 2
    }
    try scene.drive(outcome.runs)
    #expect(try scene.states(of: sweep) == [.finished, .failed, .waiting])
    // Both are other files now; nothing of what has run is outdated once they have run.
    try scene.sandbox.write("good", to: "2.csv")
    try scene.sandbox.write("newer", to: "3.csv")
    try scene.drive(try scene.plane.retrySweep(sweep, all: false).runs)
    try scene.drive(try scene.apply(text).runs)
    #expect(try scene.states(of: sweep) == [.finished, .finished, .finished])
    #expect(try change(scene, text).reason == nil)
    try scene.sandbox.write("again", to: "1.csv")
    try scene.drive(try scene.plane.rerunPoint(sweep.point(1), onlyFailed: false).runs)
    #expect(try change(scene, text).reason == nil)
  }

  @Test func `sweeps whose points read the same keep nothing`() throws {
    let scene = try Scene()
    try scene.run(Declared.app("true") + Declared.sweep("s", "[1, 2]"))
    let kept = try scene.plane.store.read { reader throws(StoreError) in
      guard let record = try reader.sweep(ResourceName(.sweep, "s")) else { return -1 }
      return try reader.pointInputs(of: record.id).count
    }
    #expect(kept == 0)
  }
}
