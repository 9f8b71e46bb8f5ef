import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Points of sweeps as tasks of arrays.
  @Suite(.enabled(if: SlurmCluster.shouldBeTested, "Slurm is not installed here"))
  struct SlurmSweepTests {
    private func sweep(_ scene: SlurmScene, points: Int, packing: String) -> String {
      let lines = [
        "---", "apiVersion: kilim/v1", "kind: Sweep", "metadata: {name: grid}", "spec:",
        "  packing: \(packing)", "  onFailure: Continue",
        "  parameters: [{grid: {n: {range: [1, \(points), 1]}}}]", "  template:",
        "    appId: work", #"    appVersion: "1.0""#,
        "    parameterSet: {appArgs: [{args: ['\(scene.sandbox.path("marks"))/${sweep.n}', '${sweep.n}']}]}",
      ]
      return lines.joined(separator: "\n") + "\n"
    }

    private static let script = #"echo "ran $2"; echo ran >>"$1"; [ $(($2 % 7)) != 0 ] || exit 7"#

    /// Every point has run once, into its own log.
    private func check(_ scene: SlurmScene, points: Int) throws {
      let runs = try scene.sandbox.runs()
      #expect(runs.count == points)
      for run in runs {
        let point = try #require(run.json["metadata"]?["point"]?["n"]?.integer)
        let code = point % 7 == 0 ? 7 : 0
        #expect(run.status == (code == 0 ? "FINISHED" : "FAILED") && run.exitCode == code, "\(run)")
        #expect(try scene.sandbox.read("marks/\(point)") == "ran\n")
        #expect(try TextFile.read(run.outputDirectory + "/tapisjob.out") == "ran \(point)\n")
      }
    }

    /// How many jobs, or arrays, the cluster was given.
    private func submissions(_ scene: SlurmScene) throws -> Int {
      let ids = try scene.cluster.run("squeue", "-h", "-t", "all", "-o", "%F").split(
        separator: "\n")
      return Set(ids).count
    }

    @Test func `makes arrays of points, no larger than the site takes`() throws {
      let scene = try SlurmScene(cpus: 16, settings: ["MAX_ARRAY": "25"])
      TextFile.makeFolder(scene.sandbox.path("marks"))
      try scene.sandbox.write(
        scene.system() + scene.app(Self.script) + sweep(scene, points: 60, packing: "Array"),
        to: "all.yaml")
      let result = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == 1, "every seventh fails; \(result)")
      try check(scene, points: 60)
      #expect(try submissions(scene) <= 4)
      try scene.checkIsEmpty()
    }

    private func living(_ scene: SlurmScene) throws -> Int {
      try scene.cluster.activeJobs().count { !$0.hasSuffix("COMPLETING") }
    }

    @Test func `keeps to the limit of a queue`() throws {
      let scene = try SlurmScene(nodes: 1, cpus: 8)
      let beacon = try scene.sandbox.beacon()
      let go = try scene.sandbox.beacon("go")
      let system = scene.system().replacing("maxMinutes: 60}", with: "maxMinutes: 60, maxJobs: 2}")
      try scene.sandbox.write(
        system + scene.app("echo up >\(beacon.path); read go <\(go.path)")
          + (1...4).map { Manifest.job("job-\($0)") }.joined(),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      for _ in 0..<2 { _ = try beacon.line() }
      #expect(try living(scene) == 2)
      for _ in 0..<2 { go.send("on") }
      for _ in 0..<2 { _ = try beacon.line() }
      #expect(try living(scene) == 2)
      for _ in 0..<2 { go.send("on") }
      #expect(try engine.wait().exitCode == 0)
    }

    @Test func `gives each point a job of its own where that is wanted`() throws {
      let scene = try SlurmScene(nodes: 1, cpus: 8)
      TextFile.makeFolder(scene.sandbox.path("marks"))
      try scene.sandbox.write(
        scene.system() + scene.app(Self.script) + sweep(scene, points: 8, packing: "Single"),
        to: "all.yaml")
      _ = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      try check(scene, points: 8)
      #expect(try submissions(scene) == 8)
    }

    @Test func `runs each task once through kills of the engine, and cancels what is left`() throws
    {
      let scene = try SlurmScene(nodes: 1, cpus: 4)
      TextFile.makeFolder(scene.sandbox.path("marks"))
      try scene.sandbox.write(
        scene.system() + scene.app(Self.script + "; sleep 0.5")
          + sweep(scene, points: 30, packing: "Auto"),
        to: "all.yaml")
      var random = SeededGenerator(seed: 9)
      for round in 0..<12 {
        let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 0...(300 + round * 100), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        try engine.kill()
      }
      _ = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      try check(scene, points: 30)
      try scene.checkIsEmpty()
    }
  }
}
