import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// What came from a set of sources, and `--prune`.
struct InventoryTests {
  private let app = Declared.app("true")

  private func set(_ prunes: Bool = false, name: String = "set") -> (inout ApplyOptions) -> Void {
    { options in
      options.isConfirmed = true
      options.inventory = InventoryOptions(name: name, prunes: prunes)
    }
  }

  private func jobs(_ names: some Sequence<Int>) -> String {
    app + names.map { Declared.job("j\($0)") }.joined()
  }

  @Test func `lists what is not declared any more, and removes it only when asked to`() throws {
    let scene = try Scene()
    try scene.apply(jobs(1...2), set())
    let listed = try scene.apply(jobs(1...1), set())
    #expect(listed.changes.map(\.action) == [.unchanged, .unchanged, .orphaned])
    #expect(listed.changes.last?.isChange == false)
    #expect(try scene.plane.object(ResourceName(.job, "j2")) != nil)
    let pruned = try scene.apply(jobs(1...1), set(true))
    #expect(pruned.changes.last?.name == ResourceName(.job, "j2"))
    #expect(pruned.summary[.pruned] == 1)
    #expect(try scene.plane.object(ResourceName(.job, "j2")) == nil)
    #expect(try scene.ledger(of: "j2").map(\.verdict) == [.cancelled])
    #expect(try scene.apply(jobs(1...1), set(true)).summary[.pruned] == 0)
  }

  @Test(arguments: [
    (nil, RunStatus.running, false), ("onPrune: Cancel", .running, true),
    ("onPrune: Finish", .running, false),
  ])
  func `lets a running run finish unless the job says otherwise`(
    policy: String?, status: RunStatus, isCancelled: Bool
  ) throws {
    let scene = try Scene()
    let job = Declared.job("j1", more: policy.map { [$0] } ?? [])
    try scene.apply(app + job, set())
    try scene.live(1, of: "j1", Scene.launched)
    try scene.apply(app, set(true))
    let run = try scene.report("j1", 1)
    #expect(run.status == status && run.cancelRequested == isCancelled)
    // Restored unchanged: that run still counts.
    let back = try scene.apply(app + job, set())
    #expect(back.summary.runs == (isCancelled ? 0 : 0))
    #expect(try scene.ledger(of: "j1").count == 1)
  }

  @Test func `asks before it cancels, and before it removes most of many`() throws {
    let scene = try Scene()
    try scene.apply(jobs(1...12), set())
    for number in 1...12 { try scene.finish(of: "j\(number)") }
    func refusal(_ last: Int) throws -> ApplyRefusal? {
      try scene.plan(jobs(1...last)) { options in
        self.set(true)(&options)
        options.isConfirmed = false
      }.refusal
    }
    #expect(try refusal(6) == nil)
    #expect(try refusal(5) == .prunesMost(removed: 7, of: 13))
    try scene.apply(jobs(1...13), set())
    guard case .needsConfirmation(let changes)? = try refusal(12) else {
      Issue.record("a queued run would be cancelled unasked")
      return
    }
    #expect(changes.map(\.name.name) == ["j13"])
  }

  @Test func `keeps a definition that is in use`() throws {
    let scene = try Scene()
    try scene.apply(app, set())
    try scene.apply(Declared.job("j1"), set(name: "other"))
    let changes = try scene.apply(Declared.app("true", name: "next"), set(true)).changes
    #expect(changes.last?.action == .orphaned)
    #expect(changes.last?.reason == "no longer declared; stays, since job/j1 uses it")
  }

  @Test func `leaves to other sources what they declare, but for parts of its own`() throws {
    let scene = try Scene()
    try scene.apply(jobs(1...3), set(name: "/work/a"))
    try scene.apply(Declared.job("j2"), set(name: "/work/b"))
    try scene.apply(Declared.job("j3"), set(name: "/work/a/j3.yaml"))
    let changes = try scene.apply(jobs(1...1), set(true, name: "/work/a")).changes
    #expect(changes.filter { $0.action == .pruned }.map(\.name.name) == ["j3"])
  }

  @Test func `does not take a workflow's steps for orphans`() throws {
    let scene = try Scene()
    try scene.apply(jobs(1...1), set())
    let now = scene.clock.now
    try scene.plane.store.write { transaction throws(StoreError) in
      let step = ResourceName(.job, "pipe/train")
      let owner = try transaction.putObject(step, ObjectContent(spec: "{}"), now: now).owner
      try transaction.changeInventory("set", adding: [owner.id], removing: [])
    }
    #expect(try scene.apply(jobs(1...1), set(true)).summary[.pruned] == 0)
  }

  @Test func `paths make one inventory in any order, and hold those under them`() {
    #expect(InventoryOptions(paths: ["/b", "/a"]) == InventoryOptions(paths: ["/a", "/b", "/a"]))
    let set = InventoryOptions(paths: ["/a", "/b/c"])
    for part in ["/a", "/a/x", "/b/c/d\n/a"] { #expect(set.contains(part)) }
    for other in ["/ab", "/b", "name", "/a\n/d"] { #expect(!set.contains(other)) }
  }
}
