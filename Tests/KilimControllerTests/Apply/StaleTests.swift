import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct StaleTests {
  @Test func `reruns a job whose app changed only on refresh`() throws {
    let scene = try Scene()
    try scene.run(Declared.app("echo a") + Declared.job("one"))
    let changed = Declared.app("echo b") + Declared.job("one")
    let change = try #require(try scene.change(changed, of: "one"))
    #expect(change.action == .unchanged && change.runs == 0)
    #expect(change.reason?.hasPrefix("Stale: the App changed") == true, "\(change)")
    // The App alone is applied: what it means for the job's run is told wherever one looks at it.
    try scene.apply(changed)
    let words = ["the App changed since this run"]
    #expect(try scene.report("one").staleReasons == words)
    #expect(try scene.plane.object(ResourceName(.job, "one"))?.run?.staleReasons == words)
    let outcome = try scene.apply(changed) {
      $0.refresh = true
      $0.isConfirmed = true
    }
    #expect(outcome.runs == [scene.name("one", 2)])
    #expect(try scene.drive(outcome.runs).values.map(\.status) == [.finished])
    #expect(try scene.change(changed, of: "one")?.reason == nil)
    #expect(try scene.report("one").staleReasons.isEmpty)
  }

  @Test func `names an input that changed`() throws {
    let scene = try Scene()
    try scene.sandbox.write("1", to: "input.txt")
    let manifest =
      Declared.app("true")
      + Declared.job(
        "one", more: ["fileInputs: [{name: data, sourceUrl: ./input.txt, targetPath: data}]"])
    try scene.run(manifest)
    try scene.sandbox.write("2", to: "input.txt")
    let change = try #require(try scene.change(manifest, of: "one"))
    #expect(change.reason?.contains("the input `data`") == true, "\(change)")
  }
}
