import Glibc

/// A real Slurm cluster in a sandbox, which has its address in its environment. It ends with the
/// sandbox.
package final class SlurmCluster {
  /// CI installs it (`scripts/test`); a developer may do without.
  package static let shouldBeTested: Bool = {
    if getenv("CI") != nil { return true }
    return ["/usr/sbin/slurmctld", "/sbin/slurmctld"].contains(where: TextFile.exists)
  }()

  private unowned let sandbox: Sandbox
  package let directory: String

  /// - Parameter settings: variables of `scripts/services/slurm-up`.
  package init(
    in sandbox: Sandbox, nodes: Int = 2, cpus: Int = 4, settings: [String: String] = [:]
  ) throws(TestFailure) {
    self.sandbox = sandbox
    directory = sandbox.root + "/slurm"
    sandbox.environment["SLURM_CONF"] = directory + "/slurm.conf"
    sandbox.environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    let usual = sandbox.environment
    sandbox.environment.merge(settings) { $1 }
    defer { sandbox.environment = usual }
    let up = try sandbox.start(
      program: GeneratedSection.root + "/scripts/services/slurm-up",
      [directory, "\(nodes)", "\(cpus)"]
    ).wait(seconds: 60)
    guard up.exitCode == 0 else {
      let log = (try? TextFile.read(directory + "/log/out")) ?? ""
      throw TestFailure("no cluster: \(up) \(log)")
    }
  }

  /// Ends all jobs and daemons; what is left is a fault.
  package func end() throws(TestFailure) {
    let down = try sandbox.start(
      program: GeneratedSection.root + "/scripts/services/slurm-down", [directory]
    ).wait(seconds: 60)
    guard down.exitCode == 0 else { throw TestFailure("\(down)") }
  }

  /// Runs one of Slurm's commands.
  @discardableResult
  package func run(_ words: String...) throws(TestFailure) -> String {
    let result = try sandbox.start(program: "/usr/bin/\(words[0])", Array(words.dropFirst()))
      .wait(seconds: 60)
    guard result.exitCode == 0 else { throw TestFailure("\(words): \(result)") }
    return result.output
  }

  /// Ids and states of all jobs that have not ended, one a line.
  package func activeJobs() throws(TestFailure) -> [String] {
    try run("squeue", "-h", "-o", "%i %T").split(separator: "\n").map(String.init)
  }

  /// The processes of the daemons in the order of their start: the controller first, then nodes.
  package func daemons() throws(TestFailure) -> [Int32] {
    try TextFile.read(directory + "/pids").split(separator: "\n").compactMap { Int32($0) }
  }

  /// Starts the controller that was killed again.
  package func restartController() throws(TestFailure) {
    let process = try sandbox.start(
      program: "/usr/sbin/slurmctld", ["-D", "-f", directory + "/slurm.conf"])
    sandbox.keep(process)
    let others = try daemons().dropFirst().map(String.init)
    try TextFile.write(
      (["\(process.identifier)"] + others).joined(separator: "\n") + "\n", to: directory + "/pids",
      mode: 0o600)
  }
}
