import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// The table of the product's section 5, row by row, against a store; nothing is launched.
struct ReapplyTableTests {
  /// Where the first run stands when the second manifest is applied.
  enum Stage: Sendable, CaseIterable {
    case pending, running, finished, failed, cancelled

    func reach(_ scene: Scene) throws {
      switch self {
      case .pending: break
      case .running: try scene.live(1, of: "one", Scene.launched)
      case .finished: try scene.finish(of: "one")
      case .failed: try scene.fail(of: "one")
      case .cancelled: try scene.live(1, of: "one", [.cancelRequested, .cancelled])
      }
    }
  }

  enum Edit: Sendable {
    case nothing, notes, words, app, refreshedApp

    func manifest(_ more: [String] = []) -> String {
      let app = Declared.app(self == .app || self == .refreshedApp ? "false" : "true")
      let word = self == .words ? "2" : "1"
      let notes = self == .notes ? ["maxMinutes: 3"] : []
      return app + Declared.job("one", [word], more: notes + more)
    }
  }

  struct Row: Sendable {
    var stages: [Stage]
    var edit: Edit
    var policy: [String] = []
    var replaces = false
    var action: Change.Action
    /// A part of the words.
    var reason: String?
    var runs = 0

    init(
      _ stages: [Stage], _ edit: Edit, policy: String? = nil, replaces: Bool = false,
      _ action: Change.Action, _ reason: String? = nil, runs: Int = 0
    ) {
      self.stages = stages
      self.edit = edit
      self.policy = policy.map { ["updatePolicy: {\($0)}"] } ?? []
      self.replaces = replaces
      self.action = action
      self.reason = reason
      self.runs = runs
    }
  }

  static let over: [Stage] = [.finished, .failed, .cancelled]

  static let rows: [Row] = [
    Row([.pending, .running, .finished], .nothing, .unchanged),
    Row([.failed], .nothing, .unchanged, "did not succeed; `kilim retry job/one`"),
    Row([.cancelled], .nothing, .unchanged, "was cancelled; `kilim retry job/one`"),
    Row([.pending, .running, .finished], .notes, .updated, "the next run gets it"),
    Row([.failed], .notes, .updated, "kilim retry job/one"),
    Row([.pending], .words, .superseded, "run #1 was not submitted yet", runs: 1),
    Row([.running], .words, .waiting, "runs after run #1 has ended"),
    Row([.running], .words, policy: "whileRunning: Wait", .waiting),
    Row([.running], .words, policy: "whileRunning: Cancel", .cancelled, "run #1 is cancelled"),
    Row([.running], .words, replaces: true, .cancelled),
    Row(over, .words, .rerun, "changed since run #1", runs: 1),
    Row(over, .words, policy: "afterFinish: Rerun", .rerun, runs: 1),
    Row(over, .words, policy: "afterFinish: Hold", .held, "kilim rerun job/one"),
    Row([.pending, .running, .finished], .app, .unchanged, "Stale: the App changed"),
    Row([.finished], .refreshedApp, .rerun, "the App changed since run #1", runs: 1),
    Row([.running], .refreshedApp, .waiting),
    Row([.pending], .refreshedApp, .superseded, runs: 1),
  ]

  static let cases = rows.flatMap { row in row.stages.map { (row, $0) } }

  @Test(arguments: cases)
  func `does with a job what the table says`(row: Row, stage: Stage) throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest(row.policy))
    try stage.reach(scene)
    let outcome = try scene.apply(row.edit.manifest(row.policy)) { options in
      options.isConfirmed = true
      options.replaceRunning = row.replaces
      options.refresh = row.edit == .refreshedApp
    }
    let change = try #require(outcome.changes.last)
    #expect(change.action == row.action)
    #expect(change.runs == row.runs)
    if let reason = row.reason { #expect(change.reason?.contains(reason) == true, "\(change)") }
    let ledger = try scene.ledger(of: "one")
    #expect(ledger.count == 1 + row.runs)
    #expect(
      ledger[0].condition == (row.action == .superseded ? .superseded : ledger[0].condition))
  }

  @Test(arguments: ["whileRunning: Reject", "afterFinish: Reject"])
  func `refuses a change as a mistake where the policy says so`(policy: String) throws {
    let scene = try Scene()
    let more = ["updatePolicy: {\(policy)}"]
    try scene.apply(Edit.nothing.manifest(more))
    try (policy.hasPrefix("while") ? Stage.running : .finished).reach(scene)
    let plan = try scene.plan(Edit.words.manifest(more)) { $0.isConfirmed = true }
    #expect(plan.diagnostics.map(\.code) == [.updateRejected])
  }

  @Test(arguments: Stage.allCases)
  func `runs nothing for a job that is removed and restored unchanged`(stage: Stage) throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest())
    try stage.reach(scene)
    try scene.remove("one")
    let change = try #require(try scene.apply(Edit.nothing.manifest()).changes.last)
    #expect(change.action == .restored && change.runs == 0)
    #expect(try scene.ledger(of: "one").count == 1)
    #expect(try scene.action(Edit.nothing.manifest(), of: "one") == .unchanged)
  }

  @Test func `lets a job that comes back changed wait behind the run that was left`() throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest())
    try Stage.running.reach(scene)
    try scene.remove("one")
    #expect(try scene.action(Edit.words.manifest(), of: "one") == .waiting)
  }

  @Test func `reports a run of the same identity under another name`() throws {
    let scene = try Scene()
    try scene.apply(Declared.app("true") + Declared.job("one", ["1"]))
    try scene.finish(of: "one")
    let change = try scene.change(Declared.app("true") + Declared.job("two", ["1"]), of: "two")
    #expect(change?.action == .created && change?.runs == 1)
    #expect(change?.reason == "job/one#1 has finished the same already")
    let other = try scene.change(Declared.app("true") + Declared.job("two", ["2"]), of: "two")
    #expect(other?.reason == nil)
  }

  @Test(arguments: [Stage.finished, .failed, .running])
  func `runs nothing for a job that goes back to what it was`(newest: Stage) throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest())
    try Stage.finished.reach(scene)
    try scene.apply(Edit.words.manifest())
    let events = Scene.launched + (newest == .running ? [] : Scene.end(newest == .failed ? 1 : 0))
    try scene.live(2, of: "one", events)
    let change = try #require(try scene.apply(Edit.nothing.manifest()).changes.last)
    #expect(change.action == .restored && change.runs == 0)
    #expect(change.reason?.hasPrefix("run #1 is of the same identity") == true, "\(change)")
    #expect(try scene.ledger(of: "one").count == 2)
    // What counts from now on is the old run, whatever became of the newest.
    let again = try scene.change(Edit.nothing.manifest(), of: "one")
    #expect(again?.action == .unchanged && again?.reason == nil)
  }

  @Test func `drops a run that was not submitted when the job goes back`() throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest())
    try Stage.finished.reach(scene)
    try scene.apply(Edit.words.manifest())
    let change = try #require(try scene.apply(Edit.nothing.manifest()) { _ in }.changes.last)
    #expect(change.action == .restored)
    #expect(try scene.ledger(of: "one").last?.condition == .superseded)
  }

  @Test func `runs what was superseded before it ran`() throws {
    let scene = try Scene()
    try scene.apply(Edit.nothing.manifest())
    try scene.apply(Edit.words.manifest())
    #expect(try scene.apply(Edit.nothing.manifest()).runs == [scene.name("one", 3)])
  }
}

extension Scene {
  /// As a prune does.
  func remove(_ job: String) throws {
    let now = clock.now
    try plane.store.write { transaction throws(StoreError) in
      _ = try transaction.markDeleted(ResourceName(.job, job), now: now)
    }
  }
}
