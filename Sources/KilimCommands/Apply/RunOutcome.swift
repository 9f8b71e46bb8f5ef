import KilimController
import KilimLifecycle
import KilimModel

/// What a person is told at the end of a command that drove runs.
enum RunOutcome {
  /// The exit status that the end of the runs asks for.
  static func status(_ report: DriveReport) -> ExitStatus {
    switch report.end {
    case .interrupted: .interrupted
    case .timedOut: .changesOrTimeOut
    case .reached:
      report.newestRuns.values.contains(where: \.isBad) ? .failed : .done
    }
  }

  /// The counts, and for each run that ended badly its cause and the command that helps.
  static func text(
    _ report: DriveReport, elapsed: Int64, limit: Int = 5, paint: Paint
  ) -> String {
    var board = ProgressBoard(Array(report.newestRuns.keys))
    for (name, state) in report.newestRuns.sorted(by: { $0.key.description < $1.key.description }) {
      board.take(
        RunProgress(
          name: name, from: .pending, state: state, time: Timestamp(milliseconds: 0)))
    }
    var text = board.failures.prefix(limit).reduce(into: "") { text, failure in
      text += paint(FailureLine.text(failure), .red) + "\n"
      text += "  kilim describe \(failure.name)\n"
    }
    let hidden = board.failures.count - limit
    if hidden > 0 { text += "… and \(hidden) more: kilim get runs --status FAILED\n" }
    let summary = ProgressSummary(board).text(paint: paint)
    return text + "\(summary) after \(DurationText.of(milliseconds: elapsed))\n"
  }

  /// What a detached user has to know.
  static func farewell(_ names: [RunName]) -> String {
    let name = names.count == 1 ? names[0].description : "NAME"
    return """
      detached: programs that run go on; those that wait are started by the next engine
        kilim wait \(name)      comes back and drives them
        kilim cancel \(name)    ends them
      """
  }
}

extension DriveReport {
  /// Without the runs that a newer one of the same job replaced: that they were cancelled is what
  /// the user asked for.
  var newestRuns: [RunName: RunState] {
    var newest: [ResourceName: Int] = [:]
    for name in runs.keys { newest[name.owner] = max(newest[name.owner] ?? 0, name.number) }
    return runs.filter { newest[$0.key.owner] == $0.key.number }
  }
}
