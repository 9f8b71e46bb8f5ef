import KilimTestSupport
import Testing

/// A sandbox with a cluster of its own, and manifests for it.
struct SlurmScene {
  let sandbox: Sandbox
  let cluster: SlurmCluster

  init(
    nodes: Int = 2, cpus: Int = 4, settings: [String: String] = [:]
  ) throws {
    sandbox = try Sandbox()
    cluster = try SlurmCluster(in: sandbox, nodes: nodes, cpus: cpus, settings: settings)
  }

  /// The System `hpc`, with a queue `main` and one that the cluster does not have.
  func system(more: [String] = []) -> String {
    let lines = [
      "---", "apiVersion: kilim/v1", "kind: System", "metadata: {name: hpc}", "spec:",
      "  systemType: LINUX", "  host: localhost", "  canExec: true", "  rootDir: /",
      "  jobWorkingDir: \(sandbox.path("hpc"))", "  enableCmdPrefix: true",
      "  jobRuntimes: [{runtimeType: NATIVE}, {runtimeType: ZIP}]", "  canRunBatch: true",
      "  batchScheduler: SLURM", "  batchDefaultLogicalQueue: main",
      "  batchLogicalQueues:", "    - {name: main, hpcQueueName: main, maxMinutes: 60}",
      "    - {name: nowhere, hpcQueueName: nowhere}",
    ]
    return (lines + more.map { "  \($0)" }).joined(separator: "\n") + "\n"
  }

  /// An App that is a shell script and runs on the cluster.
  func app(_ script: String) -> String {
    Manifest.app(
      script,
      more: [
        "jobType: BATCH", "jobAttributes: {execSystemId: hpc, maxMinutes: 5, memoryMB: 50}",
      ])
  }

  /// Asks again and again until the newest run of a job is as wanted.
  func eventually(
    _ job: String, seconds: Int = 90, _ isWanted: (RunView) throws -> Bool
  ) throws -> RunView {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var last: RunView?
    while clock.now < end {
      guard let run = try? sandbox.latest(job) else { continue }
      last = run
      if try isWanted(run) { return run }
    }
    throw TestFailure("it never came to that: \(last.map(\.description) ?? "no run of \(job)")")
  }

  /// Nothing is left in the scheduler.
  func checkIsEmpty() throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(15)
    var left = try cluster.activeJobs()
    // A job that has ended is COMPLETING for moments.
    while !left.isEmpty, clock.now < end { left = try cluster.activeJobs() }
    #expect(left == [])
  }
}
