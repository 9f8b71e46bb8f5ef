import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct NotificationTests {
  private func job(_ scene: Scene, _ port: Int, _ path: String, event: String = "*") -> String {
    let url = Declared.quoted("http://127.0.0.1:\(port)\(path)")
    return Declared.job(
      "one", more: ["notifications: [{event: \(Declared.quoted(event)), url: \(url)}]"])
  }

  @Test func `tells a webhook every status once and in its order`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    try scene.run(Declared.app("true") + job(scene, service.port, "/ok"))
    let told = try service.statuses()
    #expect(told == (try scene.statuses("one").dropFirst().map(\.name)))
    #expect(Set(try service.keys()).count == told.count, "each has a key of its own")
  }

  @Test func `keeps the order while a webhook refuses the first tries`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    let outcome = try scene.apply(Declared.app("true") + job(scene, service.port, "/flaky/a/2"))
    try scene.drive(outcome.runs)
    let wanted = try scene.statuses("one").dropFirst().map(\.name)
    // What the first engine had no patience for, the next one delivers.
    try waitUntil("all are delivered") {
      try scene.drive(outcome.runs)
      return try scene.waitingMessages() == 0
    }
    #expect(try service.statuses() == Array(repeating: wanted[0], count: 2) + wanted)
    #expect(Set(try service.keys()).count == wanted.count, "a repeated message keeps its key")
  }

  @Test func `gives up what a webhook refuses for good and goes on`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    let state = try scene.run(Declared.app("true") + job(scene, service.port, "/status/410"))
    #expect(state.status == .finished)
    #expect(try scene.deliveryCounts()[.failed] == 8)
    #expect(try service.statuses().count == 8, "no message is tried again")
  }

  @Test func `does not wait long for a server that is away`() throws {
    let scene = try Scene()
    let state = try scene.run(Declared.app("true") + job(scene, 9, "/"))
    #expect(state.status == .finished)
    #expect(try scene.waitingMessages() == 8)
  }

  @Test func `tells only the status that was asked for`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    try scene.run(Declared.app("true") + job(scene, service.port, "/ok", event: "RUNNING"))
    #expect(try service.statuses() == ["RUNNING"])
  }

  @Test func `tells once where that is wanted`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/ok")
    let once = "notifications: [{event: \"*\", url: \(url), persistent: false}]"
    try scene.run(Declared.app("true") + Declared.job("one", more: [once]))
    #expect(try service.statuses() == ["PROCESSING_INPUTS"])
  }

  @Test func `tells of a run that was cancelled before anything was done for it`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    let outcome = try scene.apply(Declared.app("true") + job(scene, service.port, "/ok"))
    _ = try scene.plane.requestCancel(outcome.runs)
    try scene.drive(outcome.runs)
    #expect(try service.statuses() == ["CANCELLED"])
  }

  @Test func `tells of a run that another declaration replaced`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    try scene.apply(Declared.app("true") + job(scene, service.port, "/ok"))
    let second = try scene.apply(Declared.app("true") + Declared.job("one", ["2"]))
    try scene.drive(second.runs)
    #expect(try service.statuses() == ["CANCELLED"])
  }

  @Test func `tells of a copy that is repeated`() throws {
    let (scene, service) = (try Scene(), try Webhook())
    try scene.sandbox.write("in the way", to: "archive")
    let url = Declared.quoted("http://127.0.0.1:\(service.port)/ok")
    try scene.run(
      Declared.app("true")
        + Declared.job(
          "one",
          more: [
            "archiveSystemDir: \(Declared.quoted(scene.sandbox.path("archive")))",
            "notifications: [{event: ARCHIVING, url: \(url)}]",
          ]))
    _ = try scene.plane.retryArchive([scene.name("one")])
    try scene.drive([scene.name("one")])
    #expect(try service.statuses() == ["ARCHIVING", "ARCHIVING"])
  }

  @Test func `sends nothing when the secret that signs webhooks cannot be read`() throws {
    let service = try Webhook()
    let scene = try Scene(variables: ["KILIM_WEBHOOK_SECRET_FILE": "/no/such/file"])
    let outcome = try scene.apply(Declared.app("true") + job(scene, service.port, "/ok"))
    let observer = Recorder()
    let states = try scene.drive(outcome.runs, observer: observer)
    #expect(states.values.map(\.status) == [.finished])
    #expect(try service.statuses().isEmpty, "least of all unsigned")
    #expect(try scene.waitingMessages() == 8)
    #expect(observer.hindrances.contains { $0.contains("notifications wait") })
  }

  @Test func `delivers webhooks also when the mail server is configured wrong`() throws {
    let service = try Webhook()
    let scene = try Scene(variables: ["KILIM_SMTP_URL": "nonsense"])
    let manifest = Declared.app("true") + job(scene, service.port, "/ok", event: "FINISHED")
    let observer = Recorder()
    try scene.drive(try scene.apply(manifest).runs, observer: observer)
    #expect(try service.statuses() == ["FINISHED"])
    #expect(observer.hindrances.contains { $0.contains("mails wait") })
  }

  @Test func `sends mail`() throws {
    guard let sink = try LoopbackService.start("smtp_sink.py", []) else { return }
    let scene = try Scene(variables: [
      "KILIM_SMTP_URL": "smtp://localhost:\(sink.port)", "KILIM_SMTP_FROM": "kilim@here.test",
    ])
    try scene.run(
      Declared.app("exit 2")
        + Declared.job("one", more: ["notifications: [{event: FAILED, url: \"me@there.test\"}]"]))
    let mails = try sink.entries()
    #expect(mails.count == 1)
    let text = mails.first?.text ?? ""
    #expect(text.contains("[kilim] job/one#1 FAILED"), "\(text)")
    #expect(text.contains("me@there.test"))
  }
}

extension Scene {
  fileprivate func deliveryCounts() throws -> [DeliveryRecord.State: Int] {
    try plane.store.read { reader throws(StoreError) in try reader.deliveryCounts() }
  }

  fileprivate func waitingMessages() throws -> Int { try deliveryCounts()[.waiting] ?? 0 }
}
