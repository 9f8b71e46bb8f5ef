import KilimLifecycle
import KilimModel
import KilimStore
import Testing

struct RunListTests {
  private let scratch: ScratchState
  private let store: Store

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  private func finish(_ run: RunID) throws {
    try store.write { transaction throws(StoreError) in
      for step in Samples.life {
        _ = try transaction.record([RunUpdate(run: run, events: Samples.timed(step))])
      }
    }
  }

  @Test func `active runs come in the order of their keys, and only new ones when asked`() throws {
    let runs = try (1...5).map { try Samples.insertJob("job\($0)", seed: $0, in: store).id }
    try finish(runs[1])
    try store.read { state throws(StoreError) in
      var seen: [RunID] = []
      try state.activeRuns { run in seen.append(run.id) }
      #expect(seen == [runs[0], runs[2], runs[3], runs[4]])
      seen = []
      try state.activeRuns(after: runs[2]) { run in seen.append(run.id) }
      #expect(seen == [runs[3], runs[4]])
      #expect(try state.runCounts() == [.pending: 4, .finished: 1])
    }
  }

  @Test func `filters hold together`() throws {
    for (index, team) in ["vision", "vision", "o'hara"].enumerated() {
      let name = Samples.job("job\(index)")
      var content = Samples.content
      content.metadata = #"{"labels":{"team":"\#(team)","a.b/c":"1"}}"#
      let run = try Samples.uuid(index)
      try store.write { [content] transaction throws(StoreError) in
        let owner = try transaction.putObject(name, content, now: Samples.start).owner
        let created = Samples.start.adding(seconds: Int64(index))
        _ = try transaction.insertRuns([
          NewRun(
            owner: owner, uuid: run, identity: Samples.bytes(-1), plan: "{}",
            token: Samples.bytes(index), created: created)
        ])
      }
    }
    func names(_ change: (inout RunFilter) -> Void) throws -> [String] {
      var filter = RunFilter()
      change(&filter)
      return try store.read { [filter] state throws(StoreError) in try state.runs(filter) }
        .map(\.owner.name.name)
    }
    #expect(try names { _ in } == ["job2", "job1", "job0"])
    #expect(try names { $0.limit = 1 } == ["job2"])
    #expect(try names { $0.labels = ["team": "vision", "a.b/c": "1"] } == ["job1", "job0"])
    #expect(try names { $0.labels = ["team": "o'hara"] } == ["job2"])
    #expect(try names { $0.labels = ["team": "vision", "a.b/c": "2"] } == [])
    #expect(
      try names {
        $0.name = "job1"
        $0.kind = .job
      } == ["job1"])
    #expect(try names { $0.kind = .app } == [])
    #expect(try names { $0.since = Samples.start.adding(seconds: 1) } == ["job2", "job1"])
    #expect(try names { $0.statuses = [.pending, .failed] }.count == 3)
    #expect(try names { $0.statuses = [.finished] } == [])
    let objects = try store.read { state throws(StoreError) in
      try state.objects(kind: .job, labels: ["team": "vision"])
    }
    #expect(objects.map(\.name.name) == ["job0", "job1"])
  }

  @Test func `events come in the order in which they were written`() throws {
    let first = try Samples.insertJob("a", seed: 1, in: store).id
    let second = try Samples.insertJob("b", seed: 2, in: store).id
    try finish(second)
    let middle = try store.read { state throws(StoreError) in try state.newestCursor() }
    try finish(first)
    let page = try store.read { state throws(StoreError) in
      try state.events(after: .start, limit: 1_000)
    }
    func line(_ event: StoredEvent) -> String {
      "\(event.owner)#\(event.number) \(event.history.sequence)"
    }
    let expected =
      ["job/a#1 1", "job/b#1 1"] + (2...9).map { "job/b#1 \($0)" } + (2...9).map { "job/a#1 \($0)" }
    #expect(page.events.map(line) == expected)
    let rest = try store.read { state throws(StoreError) in try state.events(after: middle) }
    #expect(rest.events.map(line) == (2...9).map { "job/a#1 \($0)" })
    #expect(rest.events.first?.history.from == .pending)
    try store.read { state throws(StoreError) in
      #expect(try state.cursor(before: Samples.start) == .start)
      #expect(try state.cursor(before: Samples.start.adding(seconds: 9)) == state.newestCursor())
    }
    let none = try store.read { state throws(StoreError) in
      try state.events(after: rest.cursor)
    }
    #expect(none == EventPage(events: [], cursor: rest.cursor))
  }
}
