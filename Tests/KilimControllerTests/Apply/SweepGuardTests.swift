import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// What guards an apply, for sweeps: every point counts.
struct SweepGuardTests {
  private let name = ResourceName(.sweep, "s")
  private let app = Declared.app("true")

  private func sweep(
    _ values: [Int], word: String = "", template: [String] = [], more: [String] = []
  ) -> String {
    Declared.sweep("s", values: values, word: word, template: template, more: more)
  }

  @Test func `counts core-hours and runs of all points`() throws {
    let scene = try Scene()
    let sizes = ["nodeCount: 2", "coresPerNode: 3", "maxMinutes: 90"]
    let manifest = app + sweep([1, 2, 3], template: sizes)
    let summary = try scene.plan(manifest).summary
    #expect(summary.runs == 3 && summary.coreHours == 27)
    #expect(try scene.plan(manifest) { $0.sweepLimit = 2 }.summary.coreHours == 18)
    #expect(
      try scene.plan(manifest) { $0.maxNewRuns = 2 }.refusal == .tooManyRuns(wanted: 3, allowed: 2))
    #expect(
      try scene.plan(manifest) { $0.maxCoreHours = 26 }.refusal
        == .tooManyCoreHours(wanted: 27, allowed: 26))
    #expect(try scene.plan(manifest) { $0.maxCoreHours = 27 }.refusal == nil)
  }

  @Test func `a sweep's own budget limits its points`() throws {
    let scene = try Scene()
    let budget = ["budget: {maxNewRuns: 2}"]
    guard
      case .overBudget(let name, _, _)? = try scene.plan(app + sweep([1, 2, 3], more: budget))
        .refusal
    else {
      Issue.record("3 points are more than 2 runs")
      return
    }
    #expect(name == self.name)
    try scene.apply(app + sweep([1, 2], more: budget))
    // Only what is new counts.
    #expect(try scene.plan(app + sweep([1, 2, 3, 4], more: budget)).refusal == nil)
  }

  @Test(arguments: ["budget: {maxNewRuns: 2}", "onPrune: Cancel"])
  func `what holds for the whole is no part of the template`(field: String) throws {
    let scene = try Scene()
    #expect(try scene.plan(app + sweep([1], template: [field])).diagnostics.hasErrors)
  }

  @Test func `asks before points are cancelled or run again`() throws {
    let scene = try Scene()
    try scene.run(app + sweep([1, 2, 3]))
    guard
      case .needsConfirmation(let changes)? = try scene.plan(app + sweep([1, 2, 3], word: "x"))
        .refusal
    else {
      Issue.record("another template runs every point again")
      return
    }
    #expect(changes.map(\.repeated) == [3])
    // New points beside those that stay ask for nothing, and neither do those that are taken out.
    #expect(try scene.plan(app + sweep([1, 2, 4])).refusal == nil)
    let refreshed = try scene.plan(Declared.app("exit 0") + sweep([1, 2, 3])) { $0.refresh = true }
    guard case .needsConfirmation? = refreshed.refusal else {
      Issue.record("a refresh runs points again")
      return
    }
  }

  @Test(arguments: [(nil, PointState.droppedActive), ("Cancel", .droppedCancelling)])
  func `prune drops what waits and does with the rest what onPrune says`(
    policy: String?, state: PointState
  ) throws {
    let scene = try Scene()
    let set: (inout ApplyOptions) -> Void = { options in
      options.isConfirmed = true
      options.inventory = InventoryOptions(name: "set", prunes: true)
    }
    let manifest = app + sweep([1, 2, 3], more: policy.map { ["onPrune: \($0)"] } ?? [])
    try scene.apply(manifest, set)
    try scene.start(1, of: name)
    let plan = try scene.plan(app, set)
    #expect(plan.changes.last?.action == .pruned)
    #expect(plan.changes.last?.ended == (policy == nil ? 0 : 1))
    try scene.apply(app, set)
    #expect(try scene.plane.sweep(name) == nil)
    let states = try scene.states(of: name)
    #expect(states == [state, .droppedWaiting, .droppedWaiting])
    // Given again, what did not come to its end runs: it counts against a budget.
    let back = try scene.plan(manifest) { $0.isConfirmed = true }
    #expect(back.changes.last?.action == .restored)
    #expect(back.summary.runs == (policy == nil ? 2 : 3))
  }

  @Test func `points that waited when the sweep was deleted count when it is given again`() throws {
    let scene = try Scene()
    try scene.apply(app + sweep([1, 2]))
    _ = try scene.plane.delete([name])
    #expect(try scene.plan(app + sweep([1, 2])).summary.runs == 2)
  }

  @Test func `a reviewed plan refuses when the points or the state moved`() throws {
    let scene = try Scene()
    let source = { (text: String) -> [any ManifestSource] in
      [SourceFile(name: "all.yaml", directory: scene.sandbox.work, bytes: Array(text.utf8))]
    }
    try scene.apply(app + sweep([1, 2]))
    let next = app + sweep([1, 2, 3])
    let reviewed = try scene.plane.reviewed(scene.plan(next), paths: ["/all.yaml"])
    let file = Array(reviewed.json.prettyText.utf8)
    let read = try ReviewedPlan(reading: file, name: "plan.json")
    #expect(try scene.plane.plan(read, from: source(next)).summary.runs == 1)
    // Another point of the same count.
    #expect(throws: EngineError.self) {
      try scene.plane.plan(read, from: source(app + sweep([1, 2, 4])))
    }
    try scene.apply(app + sweep([1, 2, 5]))
    #expect(throws: EngineError.self) { try scene.plane.plan(read, from: source(next)) }
  }

  @Test func `a reviewed plan keeps the limit, and goes on while points end`() throws {
    let scene = try Scene()
    let source: [any ManifestSource] = [
      SourceFile(
        name: "all.yaml", directory: scene.sandbox.work, bytes: Array((app + sweep([1, 2])).utf8))
    ]
    let limited = try scene.plan(app + sweep([1, 2])) { $0.sweepLimit = 1 }
    let reviewed = try scene.plane.reviewed(limited, paths: ["/all.yaml"])
    let read = try ReviewedPlan(
      reading: Array(reviewed.json.prettyText.utf8), name: "plan.json")
    #expect(read.options.sweepLimit == 1)
    let outcome = try scene.plane.apply(try scene.plane.plan(read, from: source))
    #expect(outcome.summary.runs == 1)
    let again = try scene.plan(app + sweep([1, 2])) { $0.sweepLimit = 1 }
    let unchanged = try scene.plane.reviewed(again, paths: ["/all.yaml"])
    try scene.start(1, of: name)
    #expect(try scene.plane.plan(unchanged, from: source).summary.runs == 0)
  }
}
