import Glibc
import KilimModel
import KilimTestSupport

/// A sandbox with SSH hosts, one System for each: `node1`, `node2`.
struct SSHScene {
  let hosts: SSHHosts
  let sandbox: Sandbox

  /// Nil when there can be no SSH hosts here.
  init?(_ count: Int = 1) throws {
    guard let hosts = try SSHHosts.start(count) else { return nil }
    self.hosts = hosts
    sandbox = try Sandbox()
    sandbox.environment["KILIM_SSH_CONFIG"] = hosts.configuration
    sandbox.keep(hosts)
  }

  /// Where runs of a host have their directories.
  func folder(_ node: Int = 1) -> String { hosts.home(node) + "/jobs" }

  func system(_ node: Int = 1, slots: Int? = nil) -> String {
    """
    ---
    apiVersion: kilim/v1
    kind: System
    metadata: {name: node\(node)}
    spec:
      systemType: LINUX
      host: node\(node)
      canExec: true
      rootDir: /
      jobWorkingDir: \(folder(node))
      jobRuntimes: [{runtimeType: NATIVE}, {runtimeType: ZIP}]
    \(slots.map { "  jobMaxJobs: \($0)\n" } ?? "")
    """
  }

  /// Waits until the newest run of a job is in one of the statuses.
  func wait(_ job: String, until statuses: Set<String>, seconds: Int = 60) throws -> RunView {
    var last: RunView?
    try? waitUntil("\(job) is \(statuses.sorted())", seconds: seconds) {
      last = try sandbox.latest(job)
      return last.map { statuses.contains($0.status) } ?? false
    }
    if let last, statuses.contains(last.status) { return last }
    throw TestFailure("\(job) is not \(statuses.sorted()): \(last?.description ?? "no run")")
  }

  func wait(seconds: Int = 60, _ what: String, until condition: () throws -> Bool) throws {
    try waitUntil(what, seconds: seconds, condition)
  }

  /// What is left on the hosts and here once all is over; empty when all is clean.
  func leftovers(_ nodes: ClosedRange<Int> = 1...1) -> [String] {
    var left: [String] = []
    for node in nodes {
      let records = hosts.home(node) + "/.local/state/kilim-attempts"
      left += TextFile.names(in: records).filter { !$0.hasPrefix(".") }.map { "record \($0)" }
    }
    left += TextFile.names(in: sandbox.state + "/transfers").filter { !$0.hasPrefix(".") }
    left += TextFile.names(in: sandbox.state + "/ssh").filter { !$0.hasPrefix(".") }
    for process in ProcessCensus.processes(of: sandbox.root) + attempts {
      let words = ProcessCensus.commandLine(process).joined(separator: " ")
      if !words.contains("__launcher") { left.append("process \(process) \(words)") }
    }
    return left
  }

  /// Processes of programs that run on the hosts.
  var attempts: [Int32] {
    TextFile.names(in: "/proc").compactMap { Int32($0) }.filter { process in
      guard let text = try? TextFile.read("/proc/\(process)/environ") else { return false }
      return text.contains("_kilimAttempt=") && text.contains(hosts.home(1).dropLast(11))
    }
  }
}
