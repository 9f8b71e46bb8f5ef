import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// BATCH jobs on a real cluster.
  @Suite(.enabled(if: SlurmCluster.shouldBeTested, "Slurm is not installed here"))
  struct SlurmTests {
    @Test func `brings jobs to their proven ends`() throws {
      let scene = try SlurmScene()
      scene.sandbox.environment["SECRET_OF_MINE"] = "leaks"
      let script = """
        env >env.txt; printf '%s\\n' "$@"; case "$1" in code) exit "$2";; signal) kill -9 $$;; esac
        """
      try scene.sandbox.write(
        scene.system() + scene.app(script)
          + Manifest.job("good", words: ["it's", #"a "b" $c `d`"#, ""])
          + Manifest.job("bad", words: ["code", "3"])
          + Manifest.job("shot", words: ["signal"])
          + Manifest.job(
            "prefixed", words: ["code", "0"], more: ["cmdPrefix: \"export X=1; time\""])
          + Manifest.job("nowhere", more: ["execSystemLogicalQueue: nowhere"])
          + Manifest.job("huge", more: ["memoryMB: 9999999"]),
        to: "all.yaml")
      let result = try scene.sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == 1, "\(result)")
      let good = try scene.sandbox.latest("good")
      #expect(good.status == "FINISHED" && good.exitCode == 0, "\(good)")
      #expect(try scene.sandbox.run("logs", "good").output == "it's\na \"b\" $c `d`\n\n")
      #expect((Int(good.json["status"]?["remoteJobId"]?.string ?? "") ?? 0) > 0)
      let environment = try TextFile.read(good.workDirectory + "/env.txt")
      #expect(!environment.contains("SECRET_OF_MINE"))
      #expect(environment.contains("_tapisJobName=good\n"))
      #expect(environment.contains("PATH=/usr/local/bin:/usr/bin:/bin\n"))
      let bad = try scene.sandbox.latest("bad")
      #expect(bad.status == "FAILED" && bad.exitCode == 3, "\(bad)")
      #expect(bad.condition == "JOB_REMOTE_OUTCOME_ERROR")
      let shot = try scene.sandbox.latest("shot")
      #expect(shot.status == "FAILED" && shot.exitCode == 137, "\(shot)")
      #expect(try scene.sandbox.latest("prefixed").status == "FINISHED")
      let nowhere = try scene.sandbox.latest("nowhere")
      #expect(nowhere.condition == "JOB_LAUNCH_FAILURE", "\(nowhere)")
      #expect(nowhere.message.contains("invalid partition specified: nowhere"))
      let huge = try scene.sandbox.latest("huge")
      #expect(huge.condition == "JOB_LAUNCH_FAILURE", "\(huge)")
      #expect(huge.message.contains("Memory specification can not be satisfied"))
      try scene.checkIsEmpty()
    }

    @Test func `says why a job waits, and cancels it there`() throws {
      let scene = try SlurmScene(nodes: 1)
      try scene.sandbox.write(
        scene.system() + scene.app("echo ran >ran.txt")
          + Manifest.job(
            "held", more: ["parameterSet: {schedulerOptions: [{name: h, arg: --hold}]}"]),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let held = try scene.eventually("held") { $0.message.contains("JobHeldUser") }
      #expect(held.status == "QUEUED")
      #expect(try scene.sandbox.run("describe", "held").output.contains("JobHeldUser"))
      _ = try scene.sandbox.run("cancel", "held")
      #expect(try engine.wait().exitCode == 1)
      let run = try scene.sandbox.latest("held")
      #expect(run.status == "CANCELLED" && run.condition == "CANCELLED_BY_USER", "\(run)")
      #expect(!TextFile.exists(run.workDirectory + "/ran.txt"))
      try scene.checkIsEmpty()
    }

    @Test func `cancels what runs, and waits until it is gone`() throws {
      let scene = try SlurmScene(nodes: 1)
      let beacon = try scene.sandbox.beacon()
      // A grandchild, too, is ended.
      try scene.sandbox.write(
        scene.system() + scene.app("echo $$ >\(beacon.path); sleep 600 & wait")
          + Manifest.job("long"),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let process = try #require(Int32(try beacon.line()))
      _ = try scene.sandbox.run("cancel", "long")
      #expect(try engine.wait().exitCode == 1)
      let run = try scene.sandbox.latest("long")
      #expect(run.status == "CANCELLED" && run.condition == "CANCELLED_BY_USER", "\(run)")
      #expect(!ProcessCensus.isAlive(process))
      try scene.checkIsEmpty()
    }

    @Test func `tells a time-out, and gives the next attempt more time`() throws {
      let scene = try SlurmScene(nodes: 1)
      let beacon = try scene.sandbox.beacon()
      let script = #"echo "$_tapisMaxMinutes" >"$1"; [ "$_tapisMaxMinutes" = 10 ] || sleep 600"#
      try scene.sandbox.write(
        scene.system() + scene.app(script)
          + Manifest.job(
            "slow", words: [beacon.path],
            more: [
              "retry: {limit: 1, on: [TimeLimit], backoff: 1s, scale: {maxMinutes: 2}}"
            ]),
        to: "all.yaml")
      let engine = try scene.sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      #expect(try beacon.line() == "5")
      let id = try #require(try scene.cluster.activeJobs().first?.split(separator: " ").first)
      try scene.cluster.run("scontrol", "update", "jobid=\(id)", "EndTime=now+2seconds")
      #expect(try beacon.line(seconds: 90) == "10")
      #expect(try engine.wait().exitCode == 0)
      let run = try scene.sandbox.latest("slow")
      #expect(run.status == "FINISHED", "\(run)")
      let history = try scene.sandbox.run("describe", "slow").output
      #expect(history.contains("it ran past its time limit"), "\(history)")
      try scene.checkIsEmpty()
    }
  }
}
