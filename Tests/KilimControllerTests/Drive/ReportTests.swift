import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct ReportTests {
  /// Job `one` with two finished runs, job `two` that failed.
  private func scene() throws -> Scene {
    let scene = try Scene()
    let app = Declared.app("exit $1")
    try scene.run(app + Declared.job("one", ["0"]) + Declared.job("two", ["1"]))
    try scene.drive(try scene.plane.rerun([ResourceName(.job, "one")]).runs)
    return scene
  }

  private func names(
    _ scene: Scene, _ change: (inout RunQuery) -> Void
  ) throws -> [String] {
    var query = RunQuery()
    change(&query)
    return try scene.plane.runs(query).map(\.name.description)
  }

  @Test func `finds runs by all their names`() throws {
    let scene = try scene()
    try scene.drive([scene.name("two")])
    #expect(try names(scene) { _ in }.sorted() == ["job/one#2", "job/two#1"])
    #expect(try names(scene) { $0.allRuns = true }.count == 3)
    #expect(try names(scene) { $0.statuses = [.failed] } == ["job/two#1"])
    let uuid = try scene.report("one", 1).uuid.description
    for (text, name) in [
      ("one", "job/one#2"), ("job/one", "job/one#2"), ("one#1", "job/one#1"),
      ("job/one#1", "job/one#1"), (uuid, "job/one#1"),
    ] {
      #expect(try names(scene) { $0.names = [text] } == [name], "\(text)")
    }
    for text in ["three", "one#3", "job/one#x"] {
      let error = #expect(throws: EngineError.self) { try scene.plane.runNames([text]) }
      #expect(error?.kind == .notFound)
    }
  }

  @Test func `hands out events after a cursor, each once`() throws {
    let scene = try scene()
    try scene.drive([scene.name("two")])
    let all = try scene.plane.events(after: 0)
    let one = all.events.filter { $0.run == scene.name("one") }
    #expect(one.map(\.to) == (try scene.report("one", 1).history.map(\.status)))
    #expect(one.first?.from == nil && one.last?.from == .archiving)
    #expect(try scene.plane.events(after: all.cursor).events.isEmpty)
    let named = try scene.plane.events(after: 0, names: ["two"]).events
    #expect(Set(named.map(\.run)) == [scene.name("two")])
    let late = scene.clock.now.adding(seconds: 60)
    #expect(try scene.plane.events(after: 0, since: late).events.isEmpty)
  }

  @Test func `gives the events of one run alone when it is named so`() throws {
    let scene = try scene()
    let named = try scene.plane.events(after: 0, names: ["one#1"]).events
    #expect(Set(named.map(\.run)) == [scene.name("one")])
  }

  @Test func `repeats no run that goes on`() throws {
    let job = try RunningJob()
    let name = ResourceName(.job, "one")
    for outcome in [try job.scene.plane.retry([name]), try job.scene.plane.rerun([name])] {
      #expect(outcome.runs.isEmpty)
      #expect(outcome.changes.first?.reason?.contains("has not ended") == true, "\(outcome)")
    }
    let missing = #expect(throws: EngineError.self) {
      try job.scene.plane.retry([ResourceName(.job, "none")])
    }
    #expect(missing?.kind == .notFound)
  }
}
