import KilimManifest
package import KilimModel

/// What a System says of itself, asked by one script, on this machine as on another one.
package struct SystemProbe: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// Free KiB of its file system; nil when unknown.
    case writable(freeKiB: Int64?)
    case readOnly(String)
    case notADirectory(String)
  }

  package var host = ""
  package var cores = 0
  /// By the host's clock, when it answered.
  package var time: Timestamp?
  /// Programs that were looked for and found: where.
  package var tools: [String: String] = [:]
  /// The nearest directory that exists at or above the working directory; nil when not asked for.
  package var place: Place?
  /// The partitions of a batch scheduler; nil when it does not answer.
  package var queues: [String]?

  package init() {}

  package static let tools = [
    "setsid", "timeout", "tar", "grep", "sha256sum", "xargs", "docker", "podman", "apptainer",
    "singularity", "sbatch", "squeue", "sinfo",
  ]

  /// - Parameter directory: where jobs get their directories; nil when that depends on the job.
  static func script(directory: String?) -> String {
    var lines = [
      #"echo "host $(uname -n) $(nproc 2>/dev/null || echo 1)""#,
      #"echo "time $(date +%s)""#,
      "for t in \(tools.joined(separator: " ")); do",
      #"  p=$(command -v $t) && echo "tool $t $p""#,
      "done",
      #"if command -v sinfo >/dev/null; then"#,
      #"  q=$(timeout 10 sinfo -h -o %R 2>/dev/null) && echo queues $q"#,
      "fi",
    ]
    if let directory {
      lines += [
        "d=\(ShellQuoting.quoted(directory))",
        #"while [ ! -e "$d" ] && [ "$d" != / ]; do d=$(dirname "$d"); done"#,
        #"if [ ! -d "$d" ]; then echo "file $d""#,
        #"elif [ ! -w "$d" ]; then echo "readonly $d""#,
        #"else echo "free $(df -Pk "$d" 2>/dev/null | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4)"; fi"#,
      ]
    }
    return (lines + ["true"]).joined(separator: "\n")
  }

  /// Nil for what is no such answer.
  init?(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      let rest = parts.count == 2 ? String(parts[1]) : ""
      switch parts.first {
      case "host":
        let words = rest.split(separator: " ")
        guard words.count == 2, let cores = Int(words[1]) else { return nil }
        (host, self.cores) = (String(words[0]), cores)
      case "time": time = Int64(rest).map { Timestamp(milliseconds: $0 * 1000) }
      case "tool":
        let words = rest.split(separator: " ", maxSplits: 1)
        if words.count == 2 { tools[String(words[0])] = String(words[1]) }
      case "queues":
        queues = rest.split(separator: " ").map { String($0.filter { $0 != "*" }) }
      case "free": place = .writable(freeKiB: Int64(rest))
      case "readonly": place = .readOnly(rest)
      case "file": place = .notADirectory(rest)
      default: continue
      }
    }
    guard !host.isEmpty else { return nil }
  }
}
