import KilimController
import KilimModel

/// A sweep for people: what became of its points, the first failures with their evidence, and what
/// to do.
struct DescribeSweep {
  let report: SweepReport
  /// The first failed points, with the last lines of their error output.
  let failures: [(point: PointReport, evidence: [String])]
  let now: Timestamp
  let paint: Paint

  var text: String {
    let counts = report.counts
    var lines = [
      "\(report.name): \(paint(report.status, counts.failed > 0 ? .red : .plain))",
      "  \(counts.declared) points: \(counts.finished) finished, \(counts.reused) reused, "
        + "\(counts.active) running, \(counts.failed) failed, \(counts.cancelled) cancelled, "
        + "\(counts.waiting) waiting; \(counts.retired) retired",
    ]
    if let source = report.object.source { lines.append("  declared in \(source)") }
    if let parallelism = report.parallelism {
      lines.append("  at most \(parallelism) points at a time")
    }
    if let most = report.maxFailures {
      lines.append("  stops starting points after \(most) failures")
    }
    if !failures.isEmpty { lines.append("First failures:") }
    for (point, evidence) in failures {
      lines.append("  \(point.name) \(point.values)")
      if let state = point.run?.state { lines.append("    \(FailureLine.cause(state))") }
      lines += evidence.map { "    | \($0)" }
    }
    lines.append("Next:")
    lines += advice.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var advice: [String] {
    let name = report.name
    var lines: [String] = []
    if report.counts.failed > 0 {
      lines.append("kilim retry \(name) --failed      runs the failed points again")
    }
    if report.status == "FailureLimitReached" {
      lines.append("kilim get points \(name) --status PENDING   lists what was not started")
    }
    if report.status == "Limited" {
      lines.append("kilim apply without --limit lets the other points run")
    }
    if report.counts.waiting + report.counts.active > 0, report.status != "Limited" {
      lines.append("kilim wait \(name)      drives and follows it")
      lines.append("kilim cancel \(name)    ends it")
    }
    lines.append("kilim get points \(name)  lists its points")
    return lines
  }
}
