import KilimLifecycle
import KilimModel
import Testing

@testable import KilimStore

struct ObjectTests {
  private let scratch: ScratchState
  private let store: Store

  init() throws {
    scratch = try ScratchState()
    store = try scratch.open()
  }

  private func put(
    _ name: ResourceName, _ content: ObjectContent
  ) throws(StoreError) -> PutOutcome {
    try store.write { transaction throws(StoreError) in
      try transaction.putObject(name, content, now: Samples.start)
    }
  }

  @Test func `the same content changes nothing, another spec makes a generation`() throws {
    let name = Samples.job("digits")
    var content = Samples.content
    #expect(try put(name, content).change == .created)
    #expect(try put(name, content).change == .unchanged)
    content.metadata = #"{"labels":{"team":"vision"}}"#
    let touched = try put(name, content)
    #expect(touched.change == .touched && touched.generation == 1)
    content.spec = #"{"appId":"false","appVersion":"1.0"}"#
    let updated = try put(name, content)
    #expect(updated.change == .updated && updated.generation == 2)
    let object = try store.read { state throws(StoreError) in try state.object(name) }
    #expect(object?.content == content)
    #expect(object?.specDigest == Array(Digest.of(content.spec).bytes.prefix(16)))
  }

  @Test func `a removed declaration keeps its runs and comes back`() throws {
    let name = Samples.job("digits")
    let run = try Samples.insertJob("digits", seed: 1, in: store)
    let (removed, again) = try store.write { transaction throws(StoreError) in
      (
        try transaction.markDeleted(name, now: Samples.start),
        try transaction.markDeleted(name, now: Samples.start)
      )
    }
    #expect(removed && !again)
    try store.read { state throws(StoreError) in
      #expect(try state.objects(kind: .job).isEmpty)
      #expect(try state.object(name)?.deleted == Samples.start)
      #expect(try state.declaration(name)?.isDeleted == true)
      #expect(try state.run(run.id)?.owner.name == name)
    }
    #expect(try put(name, Samples.content).change == .restored)
    #expect(try Samples.insertJob("digits", seed: 2, in: store).number == 2)
  }

  @Test func `systems and apps keep each version, jobs those that were replaced`() throws {
    let app = ResourceName(.app, "true@1.0")
    for spec in ["{}", "{}", #"{"a":1}"#, "{}"] {
      _ = try put(app, ObjectContent(spec: spec, source: Samples.content.source))
    }
    let job = Samples.job("digits")
    _ = try put(job, Samples.content)
    #expect(try store.read { state throws(StoreError) in try state.revisions(of: job) }.isEmpty)
    _ = try put(job, ObjectContent(spec: #"{"a":1}"#))
    try store.read { state throws(StoreError) in
      let revisions = try state.revisions(of: app)
      #expect(revisions.map(\.revision) == [1, 2, 3])
      #expect(revisions.map(\.spec) == ["{}", #"{"a":1}"#, "{}"])
      #expect(revisions.first?.source == Samples.content.source)
      let replaced = try state.revisions(of: job)
      #expect(replaced.map(\.revision) == [1])
      #expect(replaced.first?.spec == Samples.content.spec)
      #expect(replaced.first?.source == Samples.content.source)
      #expect(try state.definitions().map(\.name) == [app])
    }
  }

  @Test func `a summary shows the newest run`() throws {
    let name = Samples.job("digits")
    #expect(try store.read { state throws(StoreError) in try state.declaration(name) } == nil)
    let owner = try put(name, Samples.content).owner
    let bare = try #require(
      try store.read { state throws(StoreError) in try state.declaration(name) })
    #expect(bare.newestRun == nil)
    #expect(bare.owner == owner)
    _ = try Samples.insertJob("digits", seed: 1, in: store)
    let second = try Samples.insertJob("digits", seed: 2, in: store)
    try store.write { transaction throws(StoreError) in
      _ = try transaction.record([
        RunUpdate(run: second.id, events: Samples.timed([.cancelRequested]))
      ])
      try transaction.setUpdatePending(owner.id, true)
    }
    let summary = try #require(
      try store.read { state throws(StoreError) in try state.declaration(name) })
    #expect(summary.updatePending)
    #expect(
      summary.newestRun
        == DeclarationSummary.NewestRun(
          id: second.id, number: 2, identity: Samples.bytes(-1), status: .pending, condition: nil,
          cancelRequested: true))
  }
}
