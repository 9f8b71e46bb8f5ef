import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct SweepDigestTests {
  private let sweep = ResourceName(.sweep, "s")

  private func notify(_ events: [String]) -> String {
    let items = events.map { event in
      "{event: \(Declared.quoted(event)), url: \(event == "*" ? "all" : event.lowercased())@host.org}"
    }
    return "notifications: [\(items.joined(separator: ", "))]"
  }

  private func manifest(
    _ values: String = "[1, 2, 3, 4]", whole: [String] = [], template: [String] = [],
    app: [String] = [], script: String = "test $1 != 2"
  ) -> String {
    Declared.app(script, more: app)
      + Declared.sweep("s", values, more: whole, template: template)
  }

  private func messages(_ scene: Scene) throws -> [DeliveryRecord] {
    try scene.plane.store.read { reader throws(StoreError) in
      guard let record = try reader.sweep(ResourceName(.sweep, "s")) else { return [] }
      return try reader.deliveries(of: record.id)
    }
  }

  private func told(_ scene: Scene) throws -> [String] {
    try messages(scene).map { "\($0.message.address) \($0.message.eventType)" }
  }

  private func waitingMessages(_ scene: Scene) throws -> Int {
    try scene.plane.store.read { reader throws(StoreError) in try reader.deliveryCounts() }
      .values.reduce(0, +)
  }

  /// As an engine does when it looks around.
  private func tell(_ scene: Scene) throws {
    let digests = SweepDigests(now: scene.clock.now)
    _ = try scene.plane.store.write { transaction throws(StoreError) in
      try digests.write(in: transaction)
    }
  }

  @Test func `one message a subscriber when all points have ended, and none for a point`() throws {
    let scene = try Scene()
    let text = manifest(
      whole: [notify(["*", "FAILED", "FINISHED"])], template: [notify(["FAILED"])],
      app: [
        "jobAttributes: {subscriptions: [{eventCategoryFilter: ALL, deliveryTargets: "
          + "[{deliveryMethod: EMAIL, deliveryAddress: app@host.org}]}]}"
      ])
    #expect(try scene.run(text).status == .failed)
    let wanted = [
      "all@host.org sweeps.SWEEP_ENDED.FAILED", "failed@host.org sweeps.SWEEP_ENDED.FAILED",
      "failed@host.org sweeps.SWEEP_ENDED.FAILED", "app@host.org sweeps.SWEEP_ENDED.FAILED",
    ]
    #expect(try told(scene).sorted() == wanted.sorted())
    #expect(try waitingMessages(scene) == 4)
    // Looking again, and applying again, tells nothing more.
    try scene.drive([RunName(whole: sweep)])
    #expect(try scene.apply(text).runs.isEmpty)
    #expect(try waitingMessages(scene) == 4)
  }

  @Test func `the words say counts, failures and what helps`() throws {
    let scene = try Scene()
    try scene.run(manifest(whole: [notify(["*"])]))
    let message = try #require(try messages(scene).first)
    let payload = try JSONValue(reading: message.message.payload)
    #expect(MailText.subject(of: payload) == "[kilim] sweep/s FAILED: 3/4 failed 1")
    #expect(
      MailText.body(of: payload) == """
        sweep/s is FAILED: 3/4 failed 1.

        4 points: 3 finished, 1 failed

        The first failures:
          sweep/s/2 {"n":2}
            the program ended with exit code 1

          kilim describe sweep/s
          kilim retry sweep/s --failed

        """, "\(MailText.body(of: payload))")
    #expect(payload["event"]?["subject"] == "sweep/s")
    #expect(payload["event"]?["seriesSeqCount"] == 1)
    let data = try #require(payload["event"]?["data"]?.plainText)
    let tree = try JSONValue(reading: data)
    #expect(tree["counts"]?["finished"] == 3 && tree["failures"]?.items?.count == 1)
  }

  @Test func `a retry tells again, and once means once`() throws {
    let scene = try Scene()
    let once = "notifications: [{url: once@host.org, persistent: false}, {url: all@host.org}]"
    let file = scene.sandbox.path("good")
    let text = manifest(whole: [once], script: "test $1 != 2 -o -e \(file)")
    try scene.run(text)
    try scene.sandbox.write("", to: "good")
    try scene.drive(try scene.plane.retrySweep(sweep, all: false).runs)
    #expect(
      try told(scene) == [
        "once@host.org sweeps.SWEEP_ENDED.FAILED", "all@host.org sweeps.SWEEP_ENDED.FAILED",
        "all@host.org sweeps.SWEEP_ENDED.FINISHED",
      ])
  }

  @Test func `failures on the way are told of in batches`() throws {
    let scene = try Scene()
    try scene.apply(manifest("[1, 2, 3, 4, 5, 6]", whole: [notify(["*", "FAILED"])]))
    func fail(_ count: Int) throws {
      try scene.start(count, of: sweep)
      try scene.end(sweep, code: 3)
      try tell(scene)
    }
    try fail(1)
    #expect(try told(scene).isEmpty, "others are waited for")
    try fail(1)
    scene.clock.jump(hours: 1)
    try tell(scene)
    let first = "failed@host.org sweeps.SWEEP_FAILURES.RUNNING"
    #expect(try told(scene) == [first])
    let payload = try JSONValue(reading: try #require(try messages(scene).last).message.payload)
    #expect(MailText.body(of: payload).contains("2 failed, 4 waiting"))
    try fail(2)
    #expect(try told(scene) == [first], "not again within minutes")
    scene.clock.jump(hours: 1)
    try tell(scene)
    #expect(try told(scene) == [first, first])
    // The last ones are told of with the end.
    try fail(2)
    let end = "sweeps.SWEEP_ENDED.FAILED"
    #expect(try told(scene).suffix(2) == ["all@host.org \(end)", "failed@host.org \(end)"])
    #expect(try told(scene).count == 4)
    #expect(try messages(scene).map(\.sequence) == [1, 2, 3, 3])
  }

  @Test func `what an engine had no time to tell, the next one does, once`() throws {
    let scene = try Scene()
    try scene.apply(manifest(whole: [notify(["*"])]))
    try scene.start(4, of: sweep)
    try scene.end(sweep)
    #expect(try told(scene).isEmpty)
    for _ in 0..<2 { try scene.drive([RunName(whole: sweep)]) }
    #expect(try told(scene) == ["all@host.org sweeps.SWEEP_ENDED.FINISHED"])
  }

  @Test func `a cancelled, a stopped and a limited sweep have come to rest`() throws {
    let scene = try Scene()
    try scene.apply(manifest(whole: [notify(["*", "CANCELLED"])]))
    _ = try scene.plane.cancelSweep(sweep)
    try scene.drive([RunName(whole: sweep)])
    let cancelled = ["all@host.org", "cancelled@host.org"].map {
      "\($0) sweeps.SWEEP_ENDED.CANCELLED"
    }
    #expect(try told(scene) == cancelled)

    let stopped = try Scene()
    try stopped.run(
      manifest("[2, 1, 3]", whole: ["maxFailures: 1", "parallelism: 1", notify(["*"])]))
    let message = try #require(try messages(stopped).first)
    #expect(message.message.payload.contains("FailureLimitReached"))

    let limited = try Scene()
    let outcome = try limited.apply(manifest(whole: [notify(["FINISHED"])])) {
      $0.isConfirmed = true
      $0.sweepLimit = 1
    }
    try limited.drive(outcome.runs)
    #expect(try told(limited).count == 1)
  }

  @Test func `an address that is none is found, where it stands`() throws {
    let whole = try Scene().plan(manifest(whole: ["notifications: [{url: nobody}]"]))
    #expect(whole.diagnostics.map(\.path) == ["spec.notifications[0].url"])
    #expect(whole.diagnostics.first?.span != nil)
    let template = try Scene().plan(
      manifest(whole: [notify(["*"])], template: ["notifications: [{url: nobody}]"]))
    #expect(template.diagnostics.map(\.path) == ["spec.template.notifications[0].url"])
  }
}
