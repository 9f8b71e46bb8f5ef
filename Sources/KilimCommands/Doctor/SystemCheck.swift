import KilimController
import KilimModel

/// Compares what a System says of itself with its definition.
struct SystemCheck {
  let name: String
  let found: SystemExamination
  let now: Timestamp

  /// Less room than this is worth a word.
  private static let littleKiB: Int64 = 1 << 20
  private static let clockSeconds: Int64 = 5

  func findings() -> [Finding] {
    switch found.answer {
    case .unreachable(let reason, let advice):
      return [Finding(.fail, "login", reason, remedy: advice)]
    case .probe(let probe):
      let host = found.host.map { "\($0) answers as \(probe.host)" } ?? "this machine"
      return [Finding(.ok, "login", "\(host), \(probe.cores) cores"), clock(probe)]
        + directory(probe) + programs(probe) + runtimes(probe) + scheduler(probe)
    }
  }

  private func clock(_ probe: SystemProbe) -> Finding {
    guard let time = probe.time else { return Finding(.warn, "clock", "it does not say the time") }
    let seconds = abs(now.milliseconds(since: time)) / 1000
    guard seconds > Self.clockSeconds else { return Finding(.ok, "clock", "agrees with this one") }
    return Finding(
      .warn, "clock", "differs from this one by \(seconds) s; times of runs will look odd",
      remedy: "have both synchronised, with chrony or systemd-timesyncd")
  }

  private func directory(_ probe: SystemProbe) -> [Finding] {
    guard let place = probe.place, let directory = found.directory else {
      return found.spec.jobWorkingDir == nil
        ? [] : [Finding(.ok, "directory", "depends on the job; not looked at")]
    }
    switch place {
    case .readOnly(let path):
      return [
        Finding(
          .fail, "directory", "\(directory): you may not write to \(path)",
          remedy: "choose another jobWorkingDir, or rootDir, for system/\(name)")
      ]
    case .notADirectory(let path):
      return [
        Finding(
          .fail, "directory", "\(directory): \(path) is a file",
          remedy: "choose another jobWorkingDir, or rootDir, for system/\(name)")
      ]
    case .writable(let free):
      guard let free else { return [Finding(.ok, "directory", directory)] }
      let size = SizeText.of(bytes: free * 1024)
      return [
        Finding(.ok, "directory", directory),
        free < Self.littleKiB
          ? Finding(.warn, "disk", "only \(size) free", remedy: "make room, or choose another disk")
          : Finding(.ok, "disk", "\(size) free"),
      ]
    }
  }

  /// What starting programs and moving files needs on another host.
  private func programs(_ probe: SystemProbe) -> [Finding] {
    guard found.host != nil else { return [] }
    let needed = ["setsid": "util-linux", "timeout": "coreutils", "tar": "tar", "grep": "grep"]
    let missing = needed.keys.sorted().filter { probe.tools[$0] == nil }
    let unchecked = ["sha256sum", "xargs"].filter { probe.tools[$0] == nil }
    var findings = missing.map {
      Finding(.fail, $0, "not found; jobs need it", remedy: "install \(needed[$0] ?? $0) there")
    }
    findings += unchecked.map {
      Finding(.warn, $0, "not found; files are not checked", remedy: "install coreutils there")
    }
    return findings.isEmpty ? [Finding(.ok, "programs", "all that jobs need")] : findings
  }

  private func runtimes(_ probe: SystemProbe) -> [Finding] {
    found.spec.jobRuntimes.compactMap { runtime -> Finding? in
      let names: [String] =
        switch runtime.runtimeType {
        case .native, .zip: []
        case .docker: ["docker"]
        case .podman: ["podman"]
        case .singularity, .apptainer: ["apptainer", "singularity"]
        }
      guard !names.isEmpty else { return nil }
      let name = runtime.runtimeType.rawValue
      if let path = names.compactMap({ probe.tools[$0] }).first { return Finding(.ok, name, path) }
      return Finding(
        .fail, name, "not found, and jobRuntimes has it",
        remedy: "install it there, or take it out of jobRuntimes of system/\(name)")
    }
  }

  private func scheduler(_ probe: SystemProbe) -> [Finding] {
    guard found.spec.canRunBatch == true, found.spec.batchScheduler == .slurm else { return [] }
    guard probe.tools["sbatch"] != nil, probe.tools["squeue"] != nil else {
      return [
        Finding(
          .fail, "scheduler", "there is no sbatch or squeue in PATH",
          remedy: "correct the PATH of the login there, or canRunBatch")
      ]
    }
    guard let queues = probe.queues else {
      return [Finding(.fail, "scheduler", "sinfo does not answer", remedy: "try `sinfo` there")]
    }
    let unknown = found.spec.batchLogicalQueues.filter {
      !queues.contains($0.hpcQueueName ?? $0.name)
    }
    return [Finding(.ok, "scheduler", "Slurm, partitions \(queues.joined(separator: ", "))")]
      + unknown.map {
        Finding(
          .fail, "queue", "\($0.name): there is no partition `\($0.hpcQueueName ?? $0.name)`",
          remedy: "correct hpcQueueName; there are \(queues.joined(separator: ", "))")
      }
  }
}
