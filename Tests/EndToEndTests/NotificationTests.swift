import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct NotificationTests {
    @Test func `tells a webhook the one status it asked for`() throws {
      let sandbox = try Sandbox()
      let receiver = try WebhookReceiver(in: sandbox)
      let engine = try apply(event: "FINISHED", receiver, sandbox)
      #expect(try status(receiver.body()) == "FINISHED")
      #expect(try engine.wait().exitCode == 0)
    }

    @Test func `tells a webhook every status in its order`() throws {
      let sandbox = try Sandbox()
      let receiver = try WebhookReceiver(in: sandbox)
      let engine = try apply(event: "*", receiver, sandbox)
      var statuses: [String] = []
      while statuses.last != "FINISHED" { statuses.append(try status(receiver.body())) }
      let wanted = ["PROCESSING_INPUTS", "STAGING_INPUTS", "RUNNING", "ARCHIVING", "FINISHED"]
      #expect(statuses.filter(wanted.contains) == wanted, "\(statuses)")
      #expect(try engine.wait().exitCode == 0)
    }

    @Test func `delivers again what a webhook refused`() throws {
      let sandbox = try Sandbox()
      let receiver = try WebhookReceiver(in: sandbox, refusing: 1)
      let engine = try apply(event: "FINISHED", receiver, sandbox)
      // The engine may end before the time of the next delivery: the next one takes it up.
      #expect(try engine.wait().exitCode == 0)
      let next = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try status(receiver.body()) == "FINISHED")
      #expect(try next.wait().exitCode == 0)
    }

    @Test func `does not hold up a job when nobody listens`() throws {
      let sandbox = try Sandbox()
      // Port 9 (discard) is reserved and closed on any usual machine.
      let job = Manifest.job("one", more: [#"notifications: [{url: "http://127.0.0.1:9/"}]"#])
      try sandbox.write(Manifest.app("true") + job, to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 30)
      #expect(result.exitCode == 0, "\(result)")
      #expect(try sandbox.latest("one").status == "FINISHED")
    }

    private func apply(
      event: String, _ receiver: WebhookReceiver, _ sandbox: Sandbox
    ) throws -> KilimProcess {
      let url = "http://127.0.0.1:\(receiver.port)/hook"
      let job = Manifest.job(
        "one", more: ["notifications: [{event: \(Manifest.quoted(event)), url: \"\(url)\"}]"])
      try sandbox.write(Manifest.app("true") + job, to: "all.yaml")
      return try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
    }

    /// The event's data is JSON in a string (Tapis reference, section 11.3).
    private func status(_ body: JSONValue) throws -> String {
      let text = try #require(body["event"]?["data"]?.string, "\(body.text)")
      return try #require(JSONValue(reading: text)["newJobStatus"]?.string, "\(text)")
    }
  }
}
