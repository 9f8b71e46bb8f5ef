import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// What subscribers hear of sweeps.
  @Suite struct SweepNotificationTests {
    private func manifest(_ url: String, count: Int) -> String {
      Manifest.app(#"test "$1" != 7"#) + """
        ---
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: many}
        spec:
          parameters: [{grid: {k: {range: [1, \(count), 1]}}}]
          notifications: [{event: "*", url: "\(url)"}]
          template:
            appId: work
            appVersion: "1.0"
            parameterSet: {appArgs: [{args: ["${sweep.k}"]}]}

        """
    }

    private func data(_ body: JSONValue) throws -> JSONValue {
      try JSONValue(reading: try #require(body["event"]?["data"]?.string, "\(body.text)"))
    }

    @Test func `one message for all points, and another after a retry`() throws {
      let sandbox = try Sandbox()
      let receiver = try WebhookReceiver(in: sandbox)
      let text = manifest("http://127.0.0.1:\(receiver.port)/hook", count: 12)
      try sandbox.write(text, to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      let first = try data(receiver.body())
      #expect(first["newJobStatus"] == "FAILED" && first["counts"]?["finished"] == 11, "\(first)")
      let failure = try #require(first["failures"]?.items.first)
      #expect(failure["point"] == "sweep/many/7" && failure["values"]?["k"] == 7, "\(failure)")
      #expect(failure["cause"]?.string?.contains("exit code 1") == true, "\(failure)")
      try sandbox.write(text.replacing("!= 7", with: "!= 99"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      #expect(try sandbox.run("retry", "sweep/many", "--failed").exitCode == 0)
      let second = try data(receiver.body())
      #expect(second["newJobStatus"] == "FINISHED" && second["message"] == "12/12", "\(second)")
    }

    @Test func `tells of the end once through 30 kills`() throws {
      let sandbox = try Sandbox()
      let receiver = try WebhookReceiver(in: sandbox)
      try sandbox.write(
        manifest("http://127.0.0.1:\(receiver.port)/hook", count: 60), to: "all.yaml")
      var random = SeededGenerator(seed: 5)
      for kill in 0..<30 {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        if try engine.wait(milliseconds: .random(in: 0...(40 + kill * 4), using: &random)) != nil {
          continue
        }
        try engine.kill()
      }
      try sandbox.run("wait", "sweep/many")
      // Whoever comes next delivers what a killed engine left; the same event has the same number.
      try sandbox.run("wait", "sweep/many")
      let body = try receiver.body()
      #expect(body["event"]?["seriesSeqCount"] == 1, "\(body)")
      #expect(try data(body)["counts"]?["finished"] == 59, "\(body)")
      try sandbox.run("rerun", "sweep/many/1")
      var next = try receiver.body()
      while next["event"]?["seriesSeqCount"] == 1 { next = try receiver.body() }
      #expect(next["event"]?["seriesSeqCount"] == 2, "\(next)")
    }
  }
}
