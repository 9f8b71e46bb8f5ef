import KilimTestSupport
import Testing

extension EndToEnd {
  /// All that needs container engines. One after the other: they share two daemons.
  @Suite(.serialized, .enabled(if: !TestRuntime.available.isEmpty, TestRuntime.absence))
  enum Containers {}

  @Suite struct ContainerServices {
    @Test func `CI has every runtime`() {
      guard TestRuntime.isCI else { return }
      #expect(TestRuntime.available == TestRuntime.allCases, "scripts/services/containers-up")
    }
  }
}

extension EndToEnd.Containers {
  /// The same App gives the same result in each runtime.
  @Suite struct ContractTests {
    private struct Answer: Hashable {
      var status: String
      var condition: String
      var exitCode: Int?
      var output: String
      var error: String
    }

    @Test func `gives every probe the same answer in all runtimes`() throws {
      let sandbox = try Sandbox.withContainers()
      sandbox.environment["LEAK"] = "1"
      TextFile.makeFolder(sandbox.path("local"))
      try sandbox.write("local\n", to: "local/note")
      try sandbox.write("here\n", to: "here")
      try sandbox.write("data\n", to: "data.txt")
      let probes = Probe.all(folder: sandbox.work)
      #expect(probes.count >= 40)
      var answers: [String: [TestRuntime: Answer]] = [:]
      for runtime in TestRuntime.available {
        for (name, answer) in try ask(probes, runtime, sandbox) {
          answers[name, default: [:]][runtime] = answer
        }
      }
      for probe in probes { check(probe, answers[probe.name] ?? [:]) }
      #expect(try sandbox.leftContainers() == [])
      #expect(try sandbox.leftScratch() == [])
    }

    private func ask(
      _ probes: [Probe], _ runtime: TestRuntime, _ sandbox: Sandbox
    ) throws -> [String: Answer] {
      var text = Manifest.containerSystem(slots: 4, folder: sandbox.path("jobs"))
      text += runtime.app() + runtime.app("entry", image: runtime.entryImage)
      for probe in probes { text += job(probe, runtime) }
      let file = "\(runtime).yaml"
      try sandbox.write(text, to: file)
      let result = try sandbox.run("apply", "-f", file, "--yes", seconds: 300)
      #expect(result.exitCode == 1, "some probes fail; \(result.error)")
      let suffix = "-\(runtime)"
      return try sandbox.runs().filter { $0.job.hasSuffix(suffix) }.reduce(into: [:]) { all, run in
        func text(_ name: String) -> String {
          (try? TextFile.read("\(run.outputDirectory)/\(name)")) ?? "nothing"
        }
        all[String(run.job.dropLast(suffix.count))] = Answer(
          status: run.status, condition: run.condition, exitCode: run.exitCode,
          output: text("out"), error: text("err"))
      }
    }

    private func job(_ probe: Probe, _ runtime: TestRuntime) -> String {
      var lines = probe.more
      let list = probe.words.map(Manifest.quoted).joined(separator: ", ")
      var parameters = probe.words.isEmpty ? "" : "appArgs: [{args: [\(list)]}]"
      if let index = lines.firstIndex(where: { $0.hasPrefix("parameterSet.") }) {
        parameters += ", " + lines.remove(at: index).dropFirst("parameterSet.".count)
      }
      if !parameters.isEmpty { lines.append("parameterSet: {\(parameters)}") }
      return Manifest.job(
        "\(probe.name)-\(runtime)", app: probe.usesEntrypoint ? "entry" : "box",
        more: lines + ["execSystemId: boxes"])
    }

    private func check(_ probe: Probe, _ answers: [TestRuntime: Answer]) {
      #expect(Set(answers.keys) == Set(TestRuntime.available), "\(probe.name)")
      for (runtime, answer) in answers {
        let said = "\(probe.name) in \(runtime): \(answer)"
        #expect(answer.condition == probe.condition, "\(said)")
        #expect(answer.exitCode == probe.exitCode, "\(said)")
        #expect((answer.status == "FINISHED") == (probe.exitCode == 0), "\(said)")
        if let output = probe.output { #expect(answer.output == output, "\(said)") }
      }
      guard probe.comparesStreams else { return }
      let all = Set(answers.values)
      #expect(all.count == 1, "\(probe.name): \(answers)")
    }
  }
}
