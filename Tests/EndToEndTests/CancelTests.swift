import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct CancelTests {
    @Test func `ends the whole process tree and waits until it is gone`() throws {
      try expectGone(script: "sleep 1001 & sh -c 'sleep 1002 & wait' & echo up >BEACON; wait")
    }

    @Test func `ends a grandchild that ran away into a session of its own`() throws {
      try expectGone(script: "setsid sleep 1003 & setsid -f sleep 1004; echo up >BEACON; wait")
    }

    @Test func `ends a job that ignores TERM`() throws {
      try expectGone(script: "trap '' TERM INT HUP; echo up >BEACON; sleep 1005; sleep 1006")
    }

    @Test func `cancels what has not started yet`() throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      try sandbox.write(
        Manifest.system("narrow", slots: 1, folder: sandbox.path("jobs"))
          + Manifest.app("echo $1 >\(beacon.path); sleep 1007")
          + (1...3).map {
            Manifest.job("job-\($0)", words: ["\($0)"], more: ["execSystemId: narrow"])
          }.joined(), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let first = try beacon.line()
      for number in 1...3 {
        let result = try sandbox.run("cancel", "job/job-\(number)")
        #expect(result.exitCode == 0, "\(result)")
      }
      #expect(try engine.wait().exitCode == 1)
      let runs = try sandbox.runs()
      #expect(runs.count == 3 && runs.allSatisfy { $0.status == "CANCELLED" }, "\(first) \(runs)")
    }

    @Test func `says so when there is nothing to cancel`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true") + Manifest.job("one"), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let late = try sandbox.run("cancel", "job/one")
      #expect((late.output + late.error).contains("FINISHED"), "\(late)")
      #expect(try sandbox.run("cancel", "job/none").exitCode == 4)
    }

    private func expectGone(script: String) throws {
      let sandbox = try Sandbox()
      let beacon = try sandbox.beacon()
      let body = script.replacing("BEACON", with: beacon.path)
      try sandbox.write(Manifest.app(body) + Manifest.job("tree"), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try beacon.line()
      #expect(hasSleepers(sandbox))
      let cancel = try sandbox.run("cancel", "job/tree")
      #expect(cancel.exitCode == 0, "\(cancel)")
      #expect(try engine.wait().exitCode == 1)
      #expect(sleepers(sandbox).isEmpty, "CANCELLED is said only when all are gone")
      let run = try sandbox.latest("tree")
      #expect(run.status == "CANCELLED" && run.condition == "CANCELLED_BY_USER", "\(run)")
    }

    /// A shell says that it is up just before it becomes `sleep`: that moment leaves no other sign.
    private func hasSleepers(_ sandbox: Sandbox) -> Bool {
      for _ in 0..<100_000 {
        if !sleepers(sandbox).isEmpty { return true }
        sched_yield()
      }
      return false
    }

    private func sleepers(_ sandbox: Sandbox) -> [Int32] {
      ProcessCensus.processes(of: sandbox.root).filter {
        ProcessCensus.commandLine($0).first == "sleep"
      }
    }
  }
}
