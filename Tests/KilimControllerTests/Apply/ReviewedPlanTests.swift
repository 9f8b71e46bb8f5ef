import KilimManifest
import KilimModel
import KilimTestSupport
import KilimTransport
import Testing

@testable import KilimController

/// `diff -o plan.json`, then `apply plan.json`.
struct ReviewedPlanTests {
  private func manifest(_ word: String) -> [any ManifestSource] {
    let text = Declared.app("true") + Declared.job("one", [word])
    return [SourceFile(name: "all.yaml", directory: "/", bytes: Array(text.utf8))]
  }

  private func review(_ scene: Scene, _ word: String) throws -> [UInt8] {
    var options = ApplyOptions()
    options.isConfirmed = true
    options.inventory = InventoryOptions(name: "set", prunes: true)
    let plan = try scene.plane.plan(manifest(word), options: options)
    return Array(try scene.plane.reviewed(plan, paths: ["/all.yaml"]).json.prettyText.utf8)
  }

  private func apply(_ scene: Scene, _ file: [UInt8], _ word: String) throws -> ApplyOutcome {
    let reviewed = try ReviewedPlan(reading: file, name: "plan.json")
    return try scene.plane.apply(try scene.plane.plan(reviewed, from: manifest(word)))
  }

  @Test func `runs exactly what was reviewed, and only once`() throws {
    let scene = try Scene()
    let file = try review(scene, "1")
    #expect(try apply(scene, file, "1").runs == [scene.name("one")])
    let again = #expect(throws: EngineError.self) { try apply(scene, file, "1") }
    #expect(again?.kind == .refused)
    #expect(try scene.ledger(of: "one").count == 1)
  }

  @Test func `keeps the options of the review`() throws {
    let reviewed = try ReviewedPlan(reading: try review(try Scene(), "1"), name: "plan.json")
    #expect(reviewed.paths == ["/all.yaml"])
    #expect(reviewed.options.inventory == InventoryOptions(name: "set", prunes: true))
  }

  @Test func `refuses when a manifest changed`() throws {
    let scene = try Scene()
    let file = try review(scene, "1")
    let error = #expect(throws: EngineError.self) { try apply(scene, file, "2") }
    #expect(error?.kind == .refused && error?.message.contains("job/one") == true)
    #expect(try scene.ledger(of: "one").isEmpty)
  }

  @Test func `refuses when the state moved`() throws {
    let scene = try Scene()
    _ = try scene.plane.apply(try scene.plane.plan(manifest("1"), options: ApplyOptions()))
    let file = try review(scene, "2")
    try scene.finish(of: "one")
    let error = #expect(throws: EngineError.self) { try apply(scene, file, "2") }
    #expect(error?.kind == .refused)
    #expect(try scene.ledger(of: "one").count == 1)
  }

  @Test(arguments: [
    ("\"prune\": true", "\"prune\": false"), ("\"created\"", "\"updated\""),
    ("/all.yaml", "/other.yaml"),
    ("\"kind\": \"ApplyPlan\"", "\"more\": 1, \"kind\": \"ApplyPlan\""),
    ("ApplyPlan", "Something"),
  ])
  func `refuses a file that somebody changed`(old: String, new: String) throws {
    let scene = try Scene()
    let text = String(decoding: try review(scene, "1"), as: UTF8.self)
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(old) is not in \(text)")
    let error = #expect(throws: EngineError.self) {
      try apply(scene, Array((parts[0] + new + parts[1]).utf8), "1")
    }
    #expect(error?.kind == .refused)
  }
}
