import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite(.enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"))
  struct DiskFullTests {
    @Test func `refuses an apply that cannot be stored and takes it when there is room`() throws {
      let sandbox = try Sandbox()
      let disk = try SmallDisk.mounted(in: sandbox, megabytes: 8)
      sandbox.environment["KILIM_STATE"] = disk.path + "/state"
      try sandbox.write(marking(sandbox, jobs: 50), to: "all.yaml")
      try disk.fill()
      let full = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(full.exitCode != 0)
      #expect(full.error.contains("space") || full.error.contains("full"), "\(full)")
      disk.empty()
      try expectAllRunOnce(sandbox, jobs: 50)
    }

    @Test func `loses and repeats no job when the disk fills while they are launched`() throws {
      let sandbox = try Sandbox()
      let disk = try SmallDisk.mounted(in: sandbox, megabytes: 16)
      sandbox.environment["KILIM_STATE"] = disk.path + "/state"
      let beacon = try sandbox.beacon()
      try sandbox.write(
        marking(sandbox, jobs: 200, before: "echo up >\(beacon.path); "), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try beacon.line()
      try disk.fill()
      // It may wait for room or give up; either way nothing may be lost or run twice.
      _ = try engine.wait(milliseconds: 3000)
      disk.empty()
      try engine.kill()
      try expectAllRunOnce(sandbox, jobs: 200)
    }

    @Test func `keeps a job whose archive has no room out of FINISHED and archives it later`()
      throws
    {
      let sandbox = try Sandbox()
      let disk = try SmallDisk.mounted(in: sandbox, megabytes: 4)
      let script = #"head -c 2000000 /dev/zero >"$_tapisExecSystemOutputDir/big""#
      let archive = "archiveSystemDir: \(Manifest.quoted(disk.path + "/archive"))"
      try sandbox.write(
        Manifest.app(script) + Manifest.job("big", more: [archive]), to: "all.yaml")
      try disk.fill(leaving: 1000)
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      let failed = try sandbox.latest("big")
      #expect(failed.status == "FAILED" && failed.condition == "JOB_ARCHIVING_FAILED", "\(failed)")
      #expect(!TextFile.exists(disk.path + "/archive/big"), "no half of an archive is visible")

      disk.empty()
      let retry = try sandbox.run("archive", "retry", "job/big")
      #expect(retry.exitCode == 0, "\(retry)")
      let run = try sandbox.latest("big")
      #expect(run.number == 1 && run.status == "FINISHED", "\(run)")
      #expect(TextFile.exists(disk.path + "/archive/big"))
    }

    private func marking(_ sandbox: Sandbox, jobs: Int, before: String = "") -> String {
      TextFile.makeFolder(sandbox.path("marks"))
      let app = Manifest.app(before + #"echo ran >>"$1""#)
      return app
        + (1...jobs).map {
          Manifest.job("job-\($0)", words: [sandbox.path("marks/job-\($0)")])
        }.joined()
    }

    private func expectAllRunOnce(_ sandbox: Sandbox, jobs: Int) throws {
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      let runs = try sandbox.runs()
      #expect(runs.count == jobs)
      for run in runs {
        #expect(run.status == "FINISHED", "\(run)")
        #expect((try? sandbox.read("marks/\(run.job)")) == "ran\n", "\(run.job)")
      }
    }
  }
}
