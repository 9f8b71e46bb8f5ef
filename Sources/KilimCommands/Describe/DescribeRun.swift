import KilimController
import KilimManifest
import KilimModel

/// All that a person may want to know of a run: the verdict first, then evidence, then the next
/// command, then the details.
struct DescribeRun {
  var report: RunReport
  var excerpt: LogExcerpt?
  var now: Timestamp
  var paint: Paint

  var text: String {
    guard report.collected == nil else {
      return [verdict, nextSteps, ledger].joined(separator: "\n")
    }
    let sections =
      [verdict, evidence, nextSteps, facts, times, conditions, command, inputs, notifications]
      + [directories, history]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var verdict: String {
    let verdict = RunVerdict(report, now: now)
    var text = paint(verdict.headline, .bold) + "\n"
    for line in verdict.cause { text += "  \(line)\n" }
    for reason in report.staleReasons { text += "  Stale: \(reason)\n" }
    if report.updatePending { text += "  UpdatePending: a newer declaration waits behind it\n" }
    return text
  }

  private var evidence: String {
    // What a successful program printed is no evidence of anything.
    guard let excerpt, report.status != .finished else { return "" }
    let body = excerpt.lines.map { "  | \($0)\n" }.joined()
    return paint("Last lines of \(excerpt.file)", .bold) + "\n" + body
  }

  private var nextSteps: String {
    let steps = RunVerdict(report, now: now).nextSteps
    return section("Next", steps.map { ($0.command, $0.purpose) })
  }

  private var facts: String {
    let plan = report.plan
    var rows: [(String, String)] = [
      ("Uuid", report.uuid.description), ("App", "\(plan.appId)@\(plan.appVersion)"),
      ("System", plan.execSystemId), ("Created", report.created.dayAndTime),
      ("Attempt", String(report.attempt)),
      (
        "Limits",
        "\(counted(plan.maxMinutes, "minute")), \(plan.memoryMB) MB, "
          + "\(counted(plan.nodeCount, "node")) with \(counted(plan.coresPerNode, "core"))"
      ),
    ]
    if !report.labels.isEmpty {
      let labels = report.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      rows.append(("Labels", labels.joined(separator: ", ")))
    }
    if let exit = report.exit {
      rows.append(("End", ExitText.phrase(exit.end)))
      // A batch script does not know it.
      if exit.peakMemoryKiB > 0 {
        rows.append(("Peak memory", Self.peakMemory(exit.peakMemoryKiB)))
      }
      rows.append(("CPU time", DurationText.of(milliseconds: exit.cpuMilliseconds)))
    }
    return section("Run", rows)
  }

  /// All that stays of a collected run.
  private var ledger: String {
    var rows = [
      ("Uuid", report.uuid.description), ("Created", report.created.dayAndTime),
      ("Ended", report.updated.dayAndTime), ("Status", report.status.name),
    ]
    if let condition = report.condition { rows.append(("Condition", condition.rawValue)) }
    return section("Run", rows)
  }

  private static func peakMemory(_ kibibytes: Int64) -> String {
    let text = SizeText.of(bytes: kibibytes * 1024)
    return kibibytes < ExitRecord.certainPeakMemoryKiB ? "at most \(text)" : text
  }

  /// How long the run was in each status.
  private var times: String {
    // Words that a scheduler said meanwhile begin no status.
    let history = report.history.reduce(into: [HistoryEntry]()) { entries, entry in
      if entries.last?.status != entry.status { entries.append(entry) }
    }
    let rows = history.enumerated().compactMap { index, entry -> (String, String)? in
      if entry.status.isTerminal { return nil }
      let end = index + 1 < history.count ? history[index + 1].time : now
      let span = end.milliseconds(since: entry.time)
      return (entry.status.name, DurationText.of(milliseconds: span))
    }
    return section("Time in each status", rows)
  }

  private var conditions: String {
    let rows = RunConditions.of(report).map { condition in
      let message = condition.message.isEmpty ? "" : ": \(condition.message.onOneLine)"
      return (condition.type, "\(condition.truth.rawValue)  \(condition.reason)\(message)")
    }
    return section("Conditions", rows)
  }

  private var command: String {
    let words = report.plan.command.map { ShellQuoting.quote($0) }.joined(separator: " ")
    var rows: [(String, String)] = []
    if let image = report.plan.image { rows.append(("Image", Self.text(image.source))) }
    rows.append((report.plan.image == nil ? "Command" : "Arguments", words))
    if let prefix = report.plan.commandPrefix { rows.append(("Prefix", prefix)) }
    return section("Program", rows)
  }

  private static func text(_ source: PlannedImage.Source) -> String {
    switch source {
    case .directory(let path), .archive(let path), .url(let path), .inPlace(let path): path
    case .remote(let system, let path): "\(path) on \(system)"
    }
  }

  private var inputs: String {
    section(
      "Inputs",
      report.plan.inputs.map { input in
        switch input.source {
        case .path(let path), .url(let path): (input.target, "from \(path)")
        case .inPlace(let path): (input.name, "in place: \(path)")
        case .remote(let system, let path): (input.target, "from \(path) on \(system)")
        }
      })
  }

  private var notifications: String {
    section(
      "Notifications",
      report.plan.subscriptions.map { subscription in
        let event = subscription.status?.name ?? "every status"
        return (event, "\(subscription.address)\(subscription.once ? " (once)" : "")")
      })
  }

  private var directories: String {
    let plan = report.plan
    var rows = [
      ("Exec", plan.directories.exec), ("Input", plan.directories.input),
      ("Output", plan.directories.output),
    ]
    if plan.archive.directory != plan.directories.output {
      rows.append(("Archive", plan.archive.directory))
    }
    return section("Directories", rows)
  }

  private var history: String {
    section(
      "History",
      report.history.map { entry in
        let message = entry.message.map { ": \($0.onOneLine)" } ?? ""
        let status = TextWidth.padded(entry.status.name, to: 17)
        return (entry.time.dayAndTime, "\(status)  \(entry.cause)\(message)")
      })
  }

  private func section(_ title: String, _ rows: [(String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let width = rows.reduce(0) { max($0, TextWidth.of($1.0)) }
    let lines = rows.map { "  \(TextWidth.padded($0.0, to: width))  \($0.1)\n" }
    return paint(title, .bold) + "\n" + lines.joined()
  }
}
