import KilimLifecycle
import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// What one apply may start.
struct BudgetTests {
  private static func manifest(_ word: String = "1", _ more: [String] = []) -> String {
    Declared.app("true")
      + Declared.job(
        "one", [word], more: ["nodeCount: 2", "coresPerNode: 3", "maxMinutes: 90"] + more)
  }

  @Test func `counts nodes times cores times hours of the new runs`() throws {
    let scene = try Scene()
    #expect(try scene.plan(Self.manifest()).summary.coreHours == 9)
    try scene.apply(Self.manifest())
    #expect(try scene.plan(Self.manifest()).summary.coreHours == 0)
  }

  @Test func `refuses more core-hours than are allowed, in all and for one job`() throws {
    let scene = try Scene()
    let all = try scene.plan(Self.manifest()) { $0.maxCoreHours = 8.5 }.refusal
    #expect(all == .tooManyCoreHours(wanted: 9, allowed: 8.5))
    #expect(
      all?.words == "the new runs may use 9 core-hours, and --max-core-hours allows 8.5 core-hours")
    #expect(try scene.plan(Self.manifest()) { $0.maxCoreHours = 9 }.refusal == nil)
    for budget in ["{maxCoreHours: 8}", "{maxNewRuns: 0}"] {
      let refusal = try scene.plan(Self.manifest("1", ["budget: \(budget)"])).refusal
      guard case .overBudget(let name, _, _)? = refusal else {
        Issue.record("\(String(describing: refusal))")
        continue
      }
      #expect(name == ResourceName(.job, "one"))
    }
    let enough = ["budget: {maxCoreHours: 9, maxNewRuns: 1}"]
    #expect(try scene.plan(Self.manifest("1", enough)).refusal == nil)
  }

  @Test(arguments: [
    (nil, [String](), true), (1, [], false), (nil, ["budget: {maxNewRuns: 1}"], false),
  ])
  func `where nobody can be asked, a budget is agreement`(
    allowed: Int?, more: [String], isRefused: Bool
  ) throws {
    let scene = try Scene()
    try scene.apply(Self.manifest("1", more))
    try scene.finish(of: "one")
    let plan = try scene.plan(Self.manifest("2", more)) { options in
      options.isUnattended = true
      options.maxNewRuns = allowed
    }
    #expect(plan.changes.last?.action == .rerun)
    #expect((plan.refusal != nil) == isRefused)
    // At a terminal somebody is asked.
    #expect(try scene.plan(Self.manifest("2", more)) { $0.maxNewRuns = allowed }.refusal != nil)
  }

  @Test(arguments: [(0, "0"), (0.001, "0.01"), (1.5, "1.5"), (2.25, "2.25"), (1e6, "1000000")])
  func `writes hours with as many digits as say something`(hours: Double, text: String) {
    #expect(CoreHours.text(hours) == text)
  }
}
