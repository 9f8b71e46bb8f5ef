import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct CollectTests {
  private static let script = "echo $1 >>$2/ran; echo result >result"

  private func manifest(_ scene: Scene, _ more: [String] = [], word: String = "1") -> String {
    Declared.app(Self.script) + Declared.job("one", [word, scene.sandbox.work], more: more)
  }

  private func sweep(_ scene: Scene, _ more: String = "", values: String = "1, 2, 3") -> String {
    Declared.app(Self.script) + """
      ---
      apiVersion: kilim/v1
      kind: Sweep
      metadata: {name: points}
      spec:
        parameters: [{grid: {v: [\(values)]}}]
        \(more)
        template:
          appId: work
          appVersion: "1.0"
          parameterSet:
            appArgs: [{args: ["${sweep.v}", \(Declared.quoted(scene.sandbox.work))]}]

      """
  }

  private func collect(
    _ scene: Scene, _ change: (inout CollectionRequest) -> Void = { _ in }
  ) throws -> [CollectedRun] {
    var request = CollectionRequest()
    change(&request)
    let plan = try scene.plane.collectionPlan(request, measures: false)
    let outcome = try scene.plane.collect(plan)
    #expect(outcome.problems == [])
    return outcome.runs
  }

  private func ran(_ scene: Scene) throws -> Int {
    try scene.sandbox.read("ran").split(separator: "\n").count
  }

  @Test func `an unchanged job does not run again because its run was collected`() throws {
    let scene = try Scene()
    let manifest = manifest(scene, ["retention: {finished: 7d}"])
    try scene.run(manifest)
    let directory = try scene.report("one").plan.directories.exec
    #expect(TextFile.exists(directory))
    #expect(try collect(scene).isEmpty)
    scene.clock.jump(hours: 24 * 8)
    let gone = try collect(scene)
    #expect(gone.map(\.name) == [scene.name("one")])
    #expect(gone.map(\.reason) == [.age])
    #expect(try #require(gone.first?.bytes) >= 7)
    #expect(!TextFile.exists(directory))
    #expect(try scene.apply(manifest).runs.isEmpty)
    #expect(try scene.action(manifest, of: "one") == .unchanged)
    let report = try scene.report("one")
    #expect(report.status == .finished)
    #expect(report.collected?.reason == .age)
    #expect(try scene.plane.object(ResourceName(.job, "one"))?.run?.collected != nil)
    #expect(try collect(scene).isEmpty)
    #expect(try ran(scene) == 1)
    #expect(try scene.plane.store.integrityProblems() == [])
  }

  @Test func `nothing is removed of a job without retention, unless it is named`() throws {
    let scene = try Scene()
    try scene.run(manifest(scene))
    scene.clock.jump(hours: 24 * 999)
    #expect(try collect(scene).isEmpty)
    #expect(try collect(scene) { $0.names = ["job/one"] }.map(\.reason) == [.request])
    #expect(try collect(scene) { $0.names = ["job/one"] }.isEmpty)
    let error = #expect(throws: EngineError.self) { try collect(scene) { $0.names = ["two"] } }
    #expect(error?.kind == .notFound)
  }

  @Test func `a removed job that is restored after its run was collected does not run`() throws {
    let scene = try Scene()
    let manifest = manifest(scene, ["retention: {finished: 1h}"])
    try scene.run(manifest)
    _ = try scene.plane.delete([ResourceName(.job, "one")])
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 1)
    #expect(try scene.action(manifest, of: "one") == .restored)
    #expect(try scene.apply(manifest).runs.isEmpty)
    #expect(try scene.action(manifest, of: "one") == .unchanged)
    #expect(try ran(scene) == 1)
  }

  @Test func `what changes runs again, and reruns and refreshes still do`() throws {
    let scene = try Scene()
    let job = ResourceName(.job, "one")
    let keep = ["retention: {finished: 1h}"]
    try scene.run(manifest(scene, keep))
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 1)
    try scene.run(manifest(scene, keep, word: "2"))
    #expect(try scene.report("one").name.number == 2)
    #expect(try scene.plane.retry([job]).runs.isEmpty)
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 1)
    let rerun = try scene.plane.rerun([job])
    #expect(rerun.runs == [scene.name("one", 3)])
    try scene.drive(rerun.runs)
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 1)
    // The App changes: what the collected run was made of is known by its identity alone.
    let changed = manifest(scene, keep, word: "2").replacing("echo result", with: "echo other")
    let change = try scene.change(changed, of: "one")
    #expect(change?.runs == 0)
    #expect(change?.reason?.contains("--refresh") == true)
    #expect(try scene.change(changed, of: "one") { $0.refresh = true }?.runs == 1)
    #expect(try ran(scene) == 3)
  }

  @Test func `points keep their states, and none runs again`() throws {
    let scene = try Scene()
    let manifest = sweep(scene, "retention: {finished: 1h}")
    try scene.drive(scene.apply(manifest).runs)
    scene.clock.jump(hours: 2)
    let gone = try collect(scene)
    #expect(gone.count == 3)
    #expect(try scene.apply(manifest).runs.isEmpty)
    let name = ResourceName(.sweep, "points")
    #expect(try scene.plane.sweep(name)?.counts.finished == 3)
    var states: [RunStatus?] = []
    try scene.plane.points(of: name) { point in
      states.append(point.run?.state.status)
      return true
    }
    #expect(states == [.finished, .finished, .finished])
    // Extended: the new point alone runs; an equal sweep takes no results that are gone.
    try scene.drive(
      scene.apply(sweep(scene, "retention: {finished: 1h}", values: "1, 2, 3, 4")).runs)
    #expect(try ran(scene) == 4)
    let copy = manifest.replacing("name: points", with: "name: copy")
    try scene.drive(scene.apply(copy).runs)
    #expect(try ran(scene) == 7)
    #expect(try scene.plane.store.integrityProblems() == [])
  }

  @Test func `the oldest runs go until the rest is small enough`() throws {
    let scene = try Scene()
    let app = Declared.app("head -c 700000 /dev/zero >big")
    let manifest = { (word: String) in
      app + Declared.job("one", [word], more: ["retention: {maxSizeMB: 2}"])
    }
    for word in ["a", "b", "c", "d"] { try scene.run(manifest(word)) }
    let gone = try collect(scene)
    #expect(gone.map(\.name.number) == [1, 2])
    #expect(gone.allSatisfy { $0.reason == .size && $0.bytes ?? 0 >= 700_000 })
    #expect(try collect(scene).isEmpty)
    #expect(try scene.report("one", 4).collected == nil)
  }

  @Test func `a directory that nothing proves to be the run's stays`() throws {
    let scene = try Scene()
    let shared = scene.sandbox.path("shared")
    TextFile.makeFolder(shared)
    let manifest = manifest(
      scene,
      [
        "archiveSystemDir: \(Declared.quoted(shared))", "retention: {finished: 1h}",
      ])
    try scene.run(manifest)
    let files = TextFile.names(in: shared)
    #expect(!files.isEmpty)
    scene.clock.jump(hours: 2)
    let gone = try collect(scene)
    #expect(gone.first?.kept.map(\.path) == [shared])
    #expect(TextFile.names(in: shared) == files)
  }

  @Test func `a looker changes nothing`() throws {
    let scene = try Scene()
    try scene.run(manifest(scene, ["retention: {finished: 1h, maxSizeMB: 1}"]))
    scene.clock.jump(hours: 2)
    let version = try scene.otherPlane()
    let before = try version.dataVersion()
    let plan = try scene.plane.collectionPlan(
      CollectionRequest(), measures: true, remembers: false)
    #expect(plan.runs.count == 1)
    #expect(try #require(plan.runs.first?.bytes) > 0)
    #expect(try version.dataVersion() == before)
    #expect(try scene.report("one").collected == nil)
  }

  @Test func `labels choose declarations`() throws {
    let scene = try Scene()
    let keep = ["retention: {finished: 1h}"]
    let labelled = Declared.job("two", more: keep).replacing(
      "{name: two}", with: "{name: two, labels: {team: a}}")
    try scene.drive(
      scene.apply(Declared.app("true") + Declared.job("one", more: keep) + labelled).runs)
    scene.clock.jump(hours: 2)
    #expect(try collect(scene) { $0.labels = ["team": "b"] }.isEmpty)
    #expect(
      try collect(scene) { $0.labels = ["team": "a"] }.map(\.name.owner.name) == ["two"])
  }

  /// Whoever is killed on the way is carried on, and the end is the same.
  @Test(arguments: Collector.Step.allCases)
  func `carries on after a death`(step: Collector.Step) throws {
    let scene = try Scene()
    let manifest = sweep(scene, "retention: {finished: 1h}")
    try scene.drive(scene.apply(manifest).runs)
    var trees: [String] = []
    for position in 1...3 {
      var query = RunQuery()
      query.names = ["sweep/points/\(position)"]
      let report = try #require(try scene.plane.runs(query).first)
      trees.append(report.plan.directories.exec)
    }
    scene.clock.jump(hours: 2)
    var collector = Collector(
      store: scene.plane.store, stateDirectory: scene.plane.stateDirectory.path,
      now: { scene.clock.now }, threads: 2)
    collector.reached = { at throws(StoreError) in if at == step { throw .notFound("life") } }
    let plan = try scene.plane.collectionPlan(CollectionRequest(), measures: false)
    #expect(plan.runs.count == 3)
    #expect(throws: EngineError.self) { try scene.plane.collect(plan, by: collector) }
    // A run that was claimed is as good as gone, for everybody.
    #expect(try scene.apply(manifest).runs.isEmpty)
    let again = try collect(scene)
    #expect(again.count == (step == .claimed || step == .filesRemoved ? 3 : 0))
    #expect(trees.allSatisfy { !TextFile.exists($0) })
    #expect(try scene.plane.store.integrityProblems() == [])
    try scene.plane.store.read { reader throws(StoreError) in
      #expect(try reader.unfinishedCollections().isEmpty)
      for run in plan.runs { #expect(try reader.plan(of: run.id) == nil) }
    }
    #expect(try scene.apply(manifest).runs.isEmpty)
    #expect(try ran(scene) == 3)
  }

  @Test func `a point that took over a result keeps its state when that is gone`() throws {
    let scene = try Scene()
    let manifest = sweep(scene, "retention: {finished: 1h}")
    try scene.drive(scene.apply(manifest).runs)
    let copy = sweep(scene).replacing("name: points", with: "name: copy")
    try scene.drive(scene.apply(copy).runs)
    let name = ResourceName(.sweep, "copy")
    #expect(try scene.plane.sweep(name)?.counts.reused == 3)
    let reused = try scene.plane.store.read { reader throws(StoreError) in try reader.reusedRuns() }
    #expect(reused.count == 3)
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 3)
    #expect(try scene.apply(copy).runs.isEmpty)
    #expect(try scene.plane.sweep(name)?.counts.reused == 3)
    #expect(try ran(scene) == 3)
  }

  @Test func `a bundle goes a day after its last use, when no run needs it`() throws {
    let scene = try Scene()
    TextFile.makeFolder(scene.sandbox.path("bundle"))
    try scene.sandbox.write("#!/bin/sh\necho hello\n", to: "bundle/tapisjob_app.sh", mode: 0o755)
    let manifest = { (hours: Int) in
      Declared.bundle("bundle") + Declared.job("one", more: ["retention: {finished: \(hours)h}"])
    }
    #expect(try scene.run(manifest(30)).status == .finished)
    let images = scene.plane.stateDirectory.path + "/images"
    #expect(TextFile.names(in: images).count == 1)
    scene.clock.jump(hours: 20)
    #expect(try collect(scene) { $0.names = ["one"] }.count == 1)
    #expect(TextFile.names(in: images).count == 1)
    let rerun = try scene.plane.rerun([ResourceName(.job, "one")])
    try scene.drive(rerun.runs)
    scene.clock.jump(hours: 28)
    #expect(try collect(scene).isEmpty)
    #expect(TextFile.names(in: images).count == 1)
    scene.clock.jump(hours: 3)
    #expect(try collect(scene).count == 1)
    #expect(TextFile.names(in: images).isEmpty)
    // The declaration still runs, from its own bundle.
    #expect(
      try scene.drive(scene.plane.rerun([ResourceName(.job, "one")]).runs).values.map(\.status)
        == [.finished])
  }

  @Test func `a failed copy is not repeated once the outputs are gone`() throws {
    let scene = try Scene()
    let blocked = scene.sandbox.path("blocked")
    try scene.sandbox.write("", to: "blocked")
    let manifest = manifest(
      scene, ["archiveSystemDir: \(Declared.quoted(blocked + "/x"))", "retention: {failed: 1h}"])
    #expect(try scene.run(manifest).condition == .archivingFailed)
    scene.clock.jump(hours: 2)
    #expect(try collect(scene).count == 1)
    let changes = try scene.plane.retryArchive([scene.name("one")])
    #expect(changes.map(\.action) == [.unchanged])
    #expect(changes.first?.reason?.contains("collected") == true)
  }
}
