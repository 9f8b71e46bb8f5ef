import KilimController
import KilimModel

/// Runs, for people.
enum RunTable {
  static func of(_ reports: [RunReport], now: Timestamp, isWide: Bool) -> TextTable {
    var columns: [TextTable.Column] = [
      .init("NAME"), .init("STATUS"), .init("EXIT", .right), .init("DURATION", .right),
      .init("AGE", .right),
    ]
    if isWide {
      columns += [
        .init("ATTEMPT", .right), .init("SYSTEM"), .init("APP"), .init("UUID"), .init("OUTPUTS"),
        .init("MESSAGE"),
      ]
    }
    var table = TextTable(columns)
    table.rows = reports.map { row($0, now: now, isWide: isWide) }
    return table
  }

  private static func row(
    _ report: RunReport, now: Timestamp, isWide: Bool
  ) -> [TextTable.Cell] {
    let times = RunTimes(report)
    var cells: [TextTable.Cell] = [
      .init(report.name.shortText), .init(report.statusText, report.status.style),
      .init(report.exit.map { String($0.end.code) } ?? "-"),
      .init(times.duration(now: now).map { DurationText.of(milliseconds: $0) } ?? "-"),
      .init(DurationText.of(seconds: now.milliseconds(since: report.created) / 1000)),
    ]
    if isWide {
      cells += [
        .init(String(report.attempt)), .init(report.plan.execSystemId),
        .init(report.collected == nil ? "\(report.plan.appId)@\(report.plan.appVersion)" : "-"),
        .init(report.uuid.description), .init(report.outputsDirectory),
        .init(report.collected.map { CollectionText.sentence($0) } ?? report.message ?? ""),
      ]
    }
    return cells
  }
}

extension RunReport {
  /// The status, and whether only the ledger knows the run.
  var statusText: String { collected == nil ? status.name : "\(status.name) (collected)" }
}

/// The moments of a run that people ask for.
struct RunTimes {
  /// When its program started, as far as that is known.
  let started: Timestamp?
  /// When its program ended; nil while it runs.
  let ended: Timestamp?

  init(_ report: RunReport) {
    if let exit = report.exit {
      (started, ended) = (exit.started, exit.ended)
    } else {
      started = report.history.last { $0.status == .running }?.time
      ended = report.status.isTerminal ? report.history.last?.time : nil
    }
  }

  /// Of the program, in milliseconds; up to now while it runs.
  func duration(now: Timestamp) -> Int64? {
    started.map { (ended ?? now).milliseconds(since: $0) }
  }
}
