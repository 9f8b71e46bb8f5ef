import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct DigitsTests {
    @Test func `classifies the digits with an accuracy over 0.95 and archives the result`() throws {
      let sandbox = try Sandbox()
      let result = try sandbox.run("apply", "-f", "\(Samples.folder)/digits", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      let run = try sandbox.latest("digits-k3")
      #expect(run.status == "FINISHED" && run.condition == "NORMAL_COMPLETION", "\(run)")

      #expect(run.archiveDirectory.hasPrefix("\(sandbox.home)/kilim-results/digits-k3/"), "\(run)")
      let metrics = try JSONValue(reading: TextFile.read("\(run.archiveDirectory)/metrics.json"))
      #expect(try #require(metrics["accuracy"]?.double) > 0.95)
      #expect(metrics["weighted"] == .bool(true), "INCLUDE_BY_DEFAULT")
      #expect(metrics["distance"] == .string("euclidean"), "FIXED")
      let predictions = try TextFile.read("\(run.archiveDirectory)/predictions.txt")
      #expect(predictions.split(separator: "\n").count == 600)
    }

    @Test func `archives what the filter leaves and nothing else`() throws {
      let sandbox = try Sandbox()
      try sandbox.run("apply", "-f", "\(Samples.folder)/digits", "--yes")
      let names = TextFile.names(in: try sandbox.latest("digits-k3").archiveDirectory)
      #expect(names.contains("classifier.out") && names.contains("predictions.txt"))
      #expect(!names.contains("scratch") && !names.contains("tapisjob.sh"), "\(names)")
    }

    @Test func `shows the streams under the names of logConfig`() throws {
      let sandbox = try Sandbox()
      try sandbox.run("apply", "-f", "\(Samples.folder)/digits", "--yes")
      let logs = try sandbox.run("logs", "job/digits-k3")
      #expect(logs.output.contains("1197 images to learn from, 600 to classify, k = 3"), "\(logs)")
    }

    @Test func `names the REQUIRED argument that is missing`() throws {
      let sandbox = try Sandbox()
      let text = try TextFile.read("\(Samples.folder)/digits/digits.yaml")
      let lines = text.split(separator: "\n").filter { !$0.contains("arg: --k 3") }
      try sandbox.write(lines.joined(separator: "\n"), to: "digits.yaml")
      let result = try sandbox.run("validate", "-f", "digits.yaml")
      #expect(result.exitCode == 1, "\(result)")
      let printed = result.output + result.error
      #expect(printed.contains("digits.yaml:") && printed.contains("`k`"), "\(result)")
    }
  }
}
