import KilimController
import KilimModel

/// Sweeps and points, for people.
enum SweepTable {
  static func of(_ reports: [SweepReport], now: Timestamp) -> TextTable {
    var table = TextTable([
      .init("NAME"), .init("POINTS", .right), .init("DONE", .right), .init("RUNNING", .right),
      .init("FAILED", .right), .init("WAITING", .right), .init("STATUS"), .init("AGE", .right),
    ])
    table.rows = reports.map { report in
      let counts = report.counts
      let age = DurationText.of(seconds: now.milliseconds(since: report.object.created) / 1000)
      let numbers = [counts.declared, counts.done, counts.active, counts.failed, counts.waiting]
      return [.init(report.name.name)] + numbers.map { .init(String($0)) }
        + [.init(report.status, style(report)), .init(age)]
    }
    return table
  }

  static func of(_ points: [PointReport]) -> TextTable {
    var table = TextTable([
      .init("NAME"), .init("STATUS"), .init("RUN", .right), .init("EXIT", .right), .init("POINT"),
    ])
    table.rows = points.map { point in
      var exit = "-"
      if case .exited(let code)? = point.run?.state.exit?.end { exit = String(code) }
      return [
        .init(point.name.name), .init(status(point)),
        .init(point.run.map { String($0.name.number) } ?? "-"), .init(exit), .init(point.values),
      ]
    }
    return table
  }

  private static func status(_ point: PointReport) -> String {
    let status = PointDocument.status(point)
    return point.run?.collected == nil ? status : "\(status) (collected)"
  }

  private static func style(_ report: SweepReport) -> TextStyle {
    switch report.status {
    case "Finished": .green
    case "Failed", "FailureLimitReached", "Blocked": .red
    case "Active": .blue
    default: .yellow
    }
  }
}
