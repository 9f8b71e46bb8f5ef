import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Controller, nodes and engine are killed or hang: nothing runs twice, and no verdict is wrong.
  @Suite(.enabled(if: SlurmCluster.shouldBeTested, "Slurm is not installed here"))
  struct SlurmFaultTests {
    @Test func `runs once what was submitted to a hung controller by a killed engine`() throws {
      let scene = try SlurmScene(nodes: 1)
      try scene.sandbox.write(
        scene.system() + scene.app(#"echo ran >>"$1""#)
          + Manifest.job("one", words: [scene.sandbox.path("marks")]),
        to: "all.yaml")
      let controller = try #require(try scene.cluster.daemons().first)
      kill(controller, SIGSTOP)
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      try waitForSubmission(scene)
      try engine.kill()
      kill(controller, SIGCONT)
      let next = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(next.exitCode == 0, "\(next)")
      #expect(try scene.sandbox.read("marks") == "ran\n")
      #expect(try scene.sandbox.latest("one").status == "FINISHED")
      try scene.checkIsEmpty()
    }

    /// The engine's `sbatch` hangs.
    private func waitForSubmission(_ scene: SlurmScene) throws {
      let clock = ContinuousClock()
      let end = clock.now + .seconds(60)
      while clock.now < end {
        let isThere = ProcessCensus.processes(of: scene.sandbox.root).contains {
          ProcessCensus.commandLine($0).first == "sbatch"
        }
        if isThere { return }
      }
      throw TestFailure("there is no sbatch")
    }

    @Test func `judges right what ended while the controller was dead`() throws {
      let scene = try SlurmScene(nodes: 1)
      let (up, go) = (try scene.sandbox.beacon("up"), try scene.sandbox.beacon("go"))
      let script = #"echo ran >>"$1"; echo up >\#(up.path); read code <\#(go.path); exit "$code""#
      try scene.sandbox.write(
        scene.system() + scene.app(script)
          + Manifest.job("good", words: [scene.sandbox.path("marks-good")])
          + Manifest.job("bad", words: [scene.sandbox.path("marks-bad")]),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try up.line()
      _ = try up.line()
      // What was accepted lately is forgotten by a controller that is killed: it has to be saved.
      let controller = try #require(try scene.cluster.daemons().first)
      kill(controller, SIGTERM)
      #expect(ProcessCensus.isGone(controller, within: 30))
      go.send("0")
      go.send("0")
      // The exit records say it, with nobody to ask.
      #expect(try engine.wait().exitCode == 0)
      for job in ["good", "bad"] {
        #expect(try scene.sandbox.latest(job).status == "FINISHED")
        #expect(try scene.sandbox.read("marks-\(job)") == "ran\n")
      }
      try scene.cluster.restartController()
    }

    @Test func `submits again what a killed controller forgot`() throws {
      let scene = try SlurmScene(nodes: 1)
      let marks = scene.sandbox.path("marks")
      try scene.sandbox.write(
        scene.system() + scene.app("echo ran >>\(marks)")
          + Manifest.job(
            "one", more: ["parameterSet: {schedulerOptions: [{name: b, arg: --begin=now+5}]}"]),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try scene.eventually("one") { $0.message.contains("Slurm job") }
      let controller = try #require(try scene.cluster.daemons().first)
      kill(controller, SIGKILL)
      #expect(ProcessCensus.isGone(controller, within: 30))
      try scene.cluster.restartController()
      #expect(try engine.wait().exitCode == 0)
      #expect(try scene.sandbox.read("marks") == "ran\n")
      #expect(try scene.sandbox.latest("one").status == "FINISHED")
      try scene.checkIsEmpty()
    }

    @Test func `tells a failed node, and tries again elsewhere`() throws {
      let scene = try SlurmScene(
        settings: ["SLURMD_TIMEOUT": "4", "EXTRA": "AuthInfo=cred_expire=5"])
      let beacon = try scene.sandbox.beacon()
      let script = #"echo "$$ $SLURMD_NODENAME" >"$1"; [ "$SLURMD_NODENAME" != n1 ] || sleep 600"#
      try scene.sandbox.write(
        scene.system() + scene.app(script)
          + Manifest.job(
            "one", words: [beacon.path],
            more: ["retry: {limit: 1, on: [NodeFailure], backoff: 1s}"]),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try beacon.line().hasSuffix("n1"))
      try killNode(scene)
      #expect(try beacon.line(seconds: 90).hasSuffix("n2"))
      #expect(try engine.wait().exitCode == 0)
      let history = try scene.sandbox.run("describe", "one").output
      #expect(history.contains("its node failed"), "\(history)")
    }

    /// All processes of the first node, those of its jobs first.
    private func killNode(_ scene: SlurmScene) throws {
      for process in ProcessCensus.processes(of: scene.sandbox.root) {
        let words = ProcessCensus.commandLine(process)
        let isOfJob =
          words.first?.hasPrefix("slurmstepd") == true
          || words.contains { $0.contains("slurm_script") } || words.first == "sleep"
          || words.first == "/bin/sh"
        if isOfJob { kill(process, SIGKILL) }
      }
      kill(try scene.cluster.daemons()[1], SIGKILL)
    }

    @Test func `runs each of 24 jobs once and judges it right through many kills`() throws {
      let scene = try SlurmScene(cpus: 8)
      var random = SeededGenerator(seed: 4)
      TextFile.makeFolder(scene.sandbox.path("marks"))
      var text = scene.system() + scene.app(#"echo ran >>"$1"; sleep "$2"; exit "$3""#)
      for number in 1...24 {
        let seconds = Double(Int.random(in: 10...3000, using: &random)) / 1000
        text += Manifest.job(
          "job-\(number)",
          words: [
            scene.sandbox.path("marks/job-\(number)"), "\(seconds)",
            "\(number % 4 == 0 ? number : 0)",
          ])
      }
      try scene.sandbox.write(text, to: "all.yaml")
      var kills = 0
      while kills < 60 {
        let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 0...(200 + kills * 20), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
        kills += 1
      }
      #expect(kills > 10)
      _ = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      for number in 1...24 {
        let run = try scene.sandbox.latest("job-\(number)")
        let code = number % 4 == 0 ? number : 0
        #expect(run.status == (code == 0 ? "FINISHED" : "FAILED") && run.exitCode == code, "\(run)")
        #expect(try scene.sandbox.read("marks/job-\(number)") == "ran\n")
      }
      try scene.checkIsEmpty()
    }
  }
}
